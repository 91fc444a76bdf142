"""What apps ask, as they do: by Clerk's addresses, with a key of their own."""

import httpx
import requests

USERS, JWKS = "https://api.clerk.com/v1/users", "https://any-name-9.clerk.accounts.dev/.well-known/jwks.json"
ADA, GRACE = "ada@engines.test", "grace@compilers.test"


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def people(key: str = "sk_test_any") -> list[str]:
    """The addresses of everybody whom a server sees."""
    return [it["email_addresses"][0]["email_address"] for it in httpx.get(USERS, headers=bearer(key)).json()]


def key_ids(url: str = JWKS) -> list[str]:
    return [it["kid"] for it in requests.get(url, timeout=5).json()["keys"]]
