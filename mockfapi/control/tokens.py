"""Tokens for tests of an app, good and bad, and the keys that sign them."""

from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import signing_keys, token_desk


@operation("createToken")
def create(call: WorldCall) -> Document:
    return Document({"object": "token", "jwt": token_desk.of_user(call.world, **call.params.given())})


@operation("createBadTokens")
def create_bad(call: WorldCall) -> Document:
    return Document(token_desk.bad_of_user(call.world, **call.params.given()))


@operation("rotateKeys")
def rotate(call: WorldCall) -> Document:
    signing_keys.rotate(call.world)
    return _keys(call)


@operation("retireKeys")
def retire(call: WorldCall) -> Document:
    signing_keys.retire(call.world)
    return _keys(call)


def _keys(call: WorldCall) -> Document:
    ids = [it["kid"] for it in signing_keys.key_set(call.world)]
    return Document({"object": "keys", "ids": ids, "pem": signing_keys.pem(call.world)})
