"""Group JwtTemplates: what the custom tokens of sessions carry."""

from typing import cast

from mockfapi import errors
from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.http.results import Page
from mockfapi.rules import jwt_templates
from mockfapi.rules.jwt_templates import TemplateFields
from mockfapi.world.records import Deleted, JwtTemplate


def _fields(params: Params) -> TemplateFields:
    """What was given, null left out. A key counts when the template is to have one of its own."""
    given = {name: value for name, value in params.given().items() if value is not None}
    own_key = given.pop("custom_signing_key", "signing_key" in given or None)
    key = given.pop("signing_key", None)
    if own_key and key is None:
        raise errors.form_param_missing("signing_key")
    for name in ("lifetime", "allowed_clock_skew"):
        if name in given:
            given[name] = int(given[name])
    if own_key is not None:
        given["custom_signing_key"] = key if own_key else None
    return cast(TemplateFields, given)


@operation("JwtTemplates_createTemplate")
def create(call: BackendCall) -> JwtTemplate:
    for name in ("name", "claims"):
        if name not in call.params:
            raise errors.form_param_missing(name)
    return jwt_templates.create(call.world, **_fields(call.params))


def _template(call: BackendCall) -> JwtTemplate:
    return call.world.jwt_templates[call.path["template_id"]]


@operation("JwtTemplates_listAllTemplates")
def list_templates(call: BackendCall) -> Page[JwtTemplate] | list[JwtTemplate]:
    return either(call, list(call.world.jwt_templates)[::-1])


@operation("JwtTemplates_getTemplateDetails")
def read(call: BackendCall) -> JwtTemplate:
    return _template(call)


@operation("JwtTemplates_updateTemplateById")
def update(call: BackendCall) -> JwtTemplate:
    return jwt_templates.update(call.world, _template(call), **_fields(call.params))


@operation("JwtTemplates_deleteTemplateById")
def delete(call: BackendCall) -> Deleted:
    return Deleted(jwt_templates.remove(call.world, _template(call)).id, "jwt_template")
