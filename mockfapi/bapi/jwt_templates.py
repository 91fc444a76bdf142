"""JWT templates: what the custom tokens of sessions carry. So far making one."""

from typing import cast

from mockfapi import errors
from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.rules import jwt_templates
from mockfapi.rules.jwt_templates import TemplateFields
from mockfapi.world.records import JwtTemplate


def _fields(params: Params) -> TemplateFields:
    """What was given, null left out. A key counts when the template is to have one of its own."""
    given = {name: value for name, value in params.given().items() if value is not None}
    own_key = given.pop("custom_signing_key", "signing_key" in given)
    key = given.pop("signing_key", None)
    if own_key and key is None:
        raise errors.form_param_missing("signing_key")
    for name in ("lifetime", "allowed_clock_skew"):
        if name in given:
            given[name] = int(given[name])
    if own_key:
        given["custom_signing_key"] = key
    return cast(TemplateFields, given)


@operation("JwtTemplates_createTemplate")
def create(call: BackendCall) -> JwtTemplate:
    for name in ("name", "claims"):
        if name not in call.params:
            raise errors.form_param_missing(name)
    return jwt_templates.create(call.world, **_fields(call.params))
