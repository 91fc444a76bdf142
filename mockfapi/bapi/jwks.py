"""The key set, for servers that verify tokens."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document


@operation("Jwks_getJsonWebKeySet")
def get_json_web_key_set(call: BackendCall) -> Document:
    return Document({"keys": [call.world.signer.jwk]})
