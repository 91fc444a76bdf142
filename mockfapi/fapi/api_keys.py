"""Tag API Keys: people make, see and revoke their own keys and those of their active organization."""

from mockfapi.http.call import TokenCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import api_keys, own_api_keys
from mockfapi.world.records import ApiKey, IssuedApiKey


def _key(call: TokenCall) -> ApiKey:
    return own_api_keys.find(call.world, call.session, call.path["api_key_id"])


@operation("getApiKeys")
def list_keys(call: TokenCall) -> Page[ApiKey]:
    subject = call.query.required("subject")
    own_api_keys.require_subject(call.world, call.session, subject)
    type, query = call.query.text("type") or "api_key", call.query.text("query")
    invalid = call.query.text("include_invalid") == "true"
    return page(call, api_keys.found(call.world, subject, type=type, invalid=invalid, query=query))


@operation("createApiKey")
def create(call: TokenCall) -> IssuedApiKey:
    name, subject = call.params.required("name"), call.params.required("subject")
    own_api_keys.require_subject(call.world, call.session, subject)
    given = call.params.given() | {"created_by": call.user.id}
    return IssuedApiKey(api_keys.create(call.world, name, subject, given))


@operation("updateApiKey")
def update(call: TokenCall) -> ApiKey:
    return api_keys.update(call.world, _key(call), call.params.given())


@operation("revokeApiKey")
def revoke(call: TokenCall) -> ApiKey:
    return api_keys.revoke(call.world, _key(call), call.params.text("revocation_reason"))
