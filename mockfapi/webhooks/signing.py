"""Signatures as Svix makes them: HMAC SHA-256 over id, seconds and body. Nothing is sent here."""

from base64 import b64decode, b64encode
from hashlib import sha256
from hmac import digest

from mockfapi.rules.webhooks import PREFIX


def headers(secret: str, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers that a receiver verifies; `at` in milliseconds, by the clock that it goes by itself."""
    seconds = str(at // 1000)
    signed = f"{message_id}.{seconds}.".encode() + body
    signature = b64encode(digest(b64decode(secret.removeprefix(PREFIX)), signed, sha256)).decode()
    return {"svix-id": message_id, "svix-timestamp": seconds, "svix-signature": f"v1,{signature}"}
