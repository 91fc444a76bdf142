"""A shop on FastAPI with Clerk's library for Python. Reads its key when it is imported, as most apps do."""

import os
from typing import Annotated, Any

from clerk_backend_api import Clerk
from clerk_backend_api.security.types import AuthenticateRequestOptions
from fastapi import Depends, FastAPI, HTTPException, Request

KEY = os.environ.get("SHOP_CLERK_KEY", "sk_test_of_the_instance_for_development")
STOCK = {"punched cards": 3, "brass gears": 12}

clerk = Clerk(bearer_auth=KEY)
app = FastAPI()


def caller(request: Request) -> dict[str, Any]:
    """The claims of whoever is signed in."""
    state = clerk.authenticate_request(request, AuthenticateRequestOptions())
    if not state.is_signed_in or state.payload is None:
        raise HTTPException(401, state.reason.name if state.reason else None)
    return state.payload


async def patient_caller(request: Request) -> dict[str, Any]:
    """The same without stopping the loop."""
    state = await clerk.authenticate_request_async(request, AuthenticateRequestOptions())
    if not state.is_signed_in or state.payload is None:
        raise HTTPException(401)
    return state.payload


Caller = Annotated[dict[str, Any], Depends(caller)]
PatientCaller = Annotated[dict[str, Any], Depends(patient_caller)]


@app.get("/stock")
def stock(claims: Caller) -> dict[str, int]:
    return STOCK if claims["sub"] else {}


@app.get("/me")
async def me(claims: PatientCaller) -> dict[str, Any]:
    user = await clerk.users.get_async(user_id=claims["sub"])
    return {"first_name": user.first_name, "plan": user.public_metadata.get("plan", "none")}


@app.delete("/people/{user_id}")
def dismiss(user_id: str, claims: Caller) -> dict[str, Any]:
    if claims.get("org_role") != "admin":
        raise HTTPException(403)
    return {"deleted": clerk.users.delete(user_id=user_id).deleted}


@app.post("/invitations")
def invite(address: str, _claims: Caller) -> dict[str, str]:
    made = clerk.invitations.create(request={"email_address": address, "redirect_url": "http://localhost"})
    return {"id": made.id}
