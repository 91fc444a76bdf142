"""A help desk on Flask without any library of Clerk's: requests for the Backend API, PyJWT for tokens."""

import os
from typing import Any

import jwt
import requests
from flask import Flask, abort, request

FRONTEND = "https://helpful-desk-42.clerk.accounts.dev"
BACKEND = "https://api.clerk.com/v1"

app = Flask(__name__)
keys = jwt.PyJWKClient(f"{FRONTEND}/.well-known/jwks.json")


def caller() -> str:
    """The id of whoever is signed in."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        return str(jwt.decode(token, keys.get_signing_key_from_jwt(token).key, ["RS256"])["sub"])
    except jwt.PyJWTError:
        abort(401)


def backend() -> requests.Session:
    """A session with the key, which is read when it is needed."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {os.environ['CLERK_SECRET_KEY']}"
    return session


@app.get("/me")
def me() -> dict[str, Any]:
    with backend() as session:
        user = session.get(f"{BACKEND}/users/{caller()}", timeout=5).json()
    return {"address": user["email_addresses"][0]["email_address"]}


@app.put("/me/metadata")
def remember() -> tuple[dict[str, Any], int]:
    body = {"public_metadata": request.get_json()}
    with backend() as session:
        try:
            answer = session.patch(f"{BACKEND}/users/{caller()}/metadata", json=body, timeout=5)
        except requests.Timeout:
            return {"error": "Clerk is slow today"}, 504
    return answer.json()["public_metadata"], answer.status_code
