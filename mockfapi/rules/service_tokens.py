"""Tokens for services that an app was connected to before there were JWT templates."""

from mockfapi import errors
from mockfapi.rules import jwt_templates
from mockfapi.world import World
from mockfapi.world.records import Session

SERVICES = ("firebase", "hasura")


def create(world: World, session: Session, service: str, *, origin: str | None = None) -> str:
    """A token for one of these services. The template `integration_<service>` says what it carries.

    A service without its template is not connected: 404.
    """
    if service not in SERVICES:
        raise errors.form_param_value_invalid("service", reason=f"must be one of {', '.join(SERVICES)}")
    template = jwt_templates.named(world, f"integration_{service}")
    return jwt_templates.token(world, session, template, origin=origin)
