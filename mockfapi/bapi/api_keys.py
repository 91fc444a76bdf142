"""Group API keys: servers make, change, end and verify those of users, organizations and machines."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import api_keys
from mockfapi.world.records import ApiKey, IssuedApiKey


def _key(call: BackendCall) -> ApiKey:
    return call.world.api_keys[call.path["api_key_id"]]


@operation("ApiKeys_list")
def list_keys(call: BackendCall) -> Page[ApiKey]:
    subject = call.query.required("subject")
    api_keys.require_subject(call.world, subject)
    type, query = call.query.text("type") or "api_key", call.query.text("query")
    invalid = call.query.text("include_invalid") == "true"
    return page(call, api_keys.found(call.world, subject, type=type, invalid=invalid, query=query))


@operation("ApiKeys_create")
def create(call: BackendCall) -> IssuedApiKey:
    name, subject = call.params.required("name"), call.params.required("subject")
    return IssuedApiKey(api_keys.create(call.world, name, subject, call.params.given()))


@operation("ApiKeys_get")
def read(call: BackendCall) -> ApiKey:
    return _key(call)


@operation("ApiKeys_update")
def update(call: BackendCall) -> ApiKey:
    key, subject = _key(call), call.params.text("subject")
    if subject is not None:
        key = api_keys.hand_over(call.world, key, subject)
    return api_keys.update(call.world, key, call.params.given())


@operation("ApiKeys_delete")
def delete(call: BackendCall) -> Document:
    gone = api_keys.delete(call.world, _key(call))
    return Document({"object": "api_key", "id": gone.id, "deleted": True})


@operation("ApiKeys_getSecret")
def read_secret(call: BackendCall) -> Document:
    return Document({"secret": api_keys.secret(call.world, _key(call))})


@operation("ApiKeys_revoke")
def revoke(call: BackendCall) -> ApiKey:
    return api_keys.revoke(call.world, _key(call), call.params.text("revocation_reason"))


@operation("ApiKeys_verify")
def verify(call: BackendCall) -> ApiKey:
    return api_keys.verify(call.world, call.params.required("secret"))
