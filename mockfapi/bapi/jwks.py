"""The key set, for servers that verify tokens."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import signing_keys


@operation("Jwks_getJsonWebKeySet")
def get_json_web_key_set(call: BackendCall) -> Document:
    return Document({"keys": signing_keys.key_set(call.world)})
