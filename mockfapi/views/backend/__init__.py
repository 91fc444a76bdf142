"""The faces that servers see: records as the Backend API shows them. What both show alike is not here."""

from mockfapi.views.backend.accountless_application import accountless_application
from mockfapi.views.backend.client import client
from mockfapi.views.backend.domain import domain, proxy_check, redirect_url
from mockfapi.views.backend.enterprise_connection import connection_test_run, enterprise_connection
from mockfapi.views.backend.instance import (
    instance,
    instance_communication,
    instance_settings,
    organization_settings,
    restrictions,
)
from mockfapi.views.backend.invitation import invitation, waitlist_entry
from mockfapi.views.backend.jwt_template import jwt_template
from mockfapi.views.backend.machine import (
    issued_m2m_token,
    m2m_token,
    m2m_token_list,
    machine,
    machine_key,
    machine_scope,
    machine_with_key,
)
from mockfapi.views.backend.message import message
from mockfapi.views.backend.message_template import message_preview, message_template
from mockfapi.views.backend.oauth_application import oauth_application, with_secret
from mockfapi.views.backend.organization import (
    counted_organization,
    membership,
    organization,
    organization_domain,
    organization_invitation,
)
from mockfapi.views.backend.plan import plan, subscription
from mockfapi.views.backend.restriction import allowlist_identifier, blocklist_identifier
from mockfapi.views.backend.role import permission, role
from mockfapi.views.backend.role_set import role_set
from mockfapi.views.backend.saml_connection import saml_connection
from mockfapi.views.backend.server_verification import server_verification
from mockfapi.views.backend.session import session
from mockfapi.views.backend.sign_up import sign_up
from mockfapi.views.backend.svix_app import svix_app
from mockfapi.views.backend.ticket import actor_token, agent_task, sign_in_token, testing_token
from mockfapi.views.backend.user import user

__all__ = [
    "accountless_application",
    "actor_token",
    "agent_task",
    "allowlist_identifier",
    "blocklist_identifier",
    "client",
    "connection_test_run",
    "counted_organization",
    "domain",
    "enterprise_connection",
    "instance",
    "instance_communication",
    "instance_settings",
    "invitation",
    "issued_m2m_token",
    "jwt_template",
    "m2m_token",
    "m2m_token_list",
    "machine",
    "machine_key",
    "machine_scope",
    "machine_with_key",
    "membership",
    "message",
    "message_preview",
    "message_template",
    "oauth_application",
    "organization",
    "organization_domain",
    "organization_invitation",
    "organization_settings",
    "permission",
    "plan",
    "proxy_check",
    "redirect_url",
    "restrictions",
    "role",
    "role_set",
    "saml_connection",
    "server_verification",
    "session",
    "sign_in_token",
    "sign_up",
    "subscription",
    "svix_app",
    "testing_token",
    "user",
    "waitlist_entry",
    "with_secret",
]
