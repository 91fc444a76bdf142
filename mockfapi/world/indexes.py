"""What each table is called in refusals, and the keys by which its rows are found without a scan."""

from collections.abc import Mapping
from typing import Any

from mockfapi.world.table import Key


def by(name: str) -> Key:
    """An index over one field."""

    def key(row: Any) -> Any:
        return getattr(row, name)

    return key


INDEXES: Mapping[str, tuple[str, Mapping[str, Key]]] = {
    "actor_tokens": ("actor token", {"user_id": by("user_id")}),
    "agent_tasks": ("agent task", {"user_id": by("user_id")}),
    "allowlist": ("allowlist identifier", {"identifier": by("identifier")}),
    "api_keys": (
        "API key",
        {"subject": by("subject"), "secret": by("secret"), "name": lambda it: (it.subject, it.name)},
    ),
    "blocklist": ("blocklist identifier", {"identifier": by("identifier")}),
    "clients": ("client", {}),
    "dev_browsers": ("dev browser", {"client_id": by("client_id")}),
    "domains": ("domain", {"name": by("name")}),
    "email_addresses": ("email address", {"user_id": by("user_id"), "email_address": by("email_address")}),
    "enterprise_connections": ("enterprise connection", {"organization_id": by("organization_id")}),
    "enterprise_test_runs": ("test run", {"connection_id": by("connection_id")}),
    "external_accounts": (
        "external account",
        {
            "user_id": by("user_id"),
            "at_provider": lambda it: it.profile and (it.provider, it.profile.provider_user_id),
            "provider": lambda it: it.profile and it.provider,
        },
    ),
    "faults": ("fault", {}),
    "handshakes": ("handshake", {}),
    "images": ("image", {"owner_id": by("owner_id")}),
    "instances": ("instance", {}),
    "invitations": ("invitation", {"email_address": by("email_address")}),
    "jwt_templates": ("JWT template", {"name": by("name")}),
    "m2m_tokens": ("M2M token", {"machine_id": by("machine_id"), "token": by("token")}),
    "machine_scopes": (
        "machine scope",
        {"from_machine_id": by("from_machine_id"), "to_machine_id": by("to_machine_id")},
    ),
    "machines": ("machine", {"secret_key": by("secret_key"), "previous_key": by("previous_key")}),
    "membership_requests": (
        "membership request",
        {
            "organization_id": by("organization_id"),
            "user_id": by("user_id"),
            "pair": lambda it: (it.organization_id, it.user_id),
        },
    ),
    "memberships": (
        "organization membership",
        {
            "organization_id": by("organization_id"),
            "user_id": by("user_id"),
            "pair": lambda it: (it.organization_id, it.user_id),
        },
    ),
    "message_templates": ("template", {}),
    "messages": ("message", {"to": by("to")}),
    "oauth_applications": ("OAuth application", {"client_id": by("client_id")}),
    "organization_domains": (
        "organization domain",
        {"organization_id": by("organization_id"), "name": by("name")},
    ),
    "oauth_access_tokens": ("OAuth access token", {"user_id": by("user_id"), "token": by("token")}),
    "organization_invitations": (
        "organization invitation",
        {
            "organization_id": by("organization_id"),
            "email_address": by("email_address"),
            "domain_id": by("domain_id"),
        },
    ),
    "organization_suggestions": (
        "organization suggestion",
        {
            "organization_id": by("organization_id"),
            "user_id": by("user_id"),
            "domain_id": by("domain_id"),
            "pair": lambda it: (it.organization_id, it.user_id),
        },
    ),
    "organizations": ("organization", {"slug": by("slug"), "role_set": by("role_set")}),
    "passkeys": ("passkey", {"user_id": by("user_id"), "credential_id": by("credential_id")}),
    "permissions": ("permission", {"key": by("key")}),
    "phone_numbers": ("phone number", {"user_id": by("user_id"), "phone_number": by("phone_number")}),
    "proxy_checks": ("proxy check", {"domain_id": by("domain_id")}),
    "redirect_urls": ("redirect URL", {"url": by("url")}),
    "plans": ("plan", {"slug": by("slug"), "payer_type": by("payer_type")}),
    "role_sets": ("role set", {"key": by("key")}),
    "roles": ("role", {"key": by("key")}),
    "saml_connections": ("SAML connection", {"organization_id": by("organization_id")}),
    "server_verifications": (
        "verification",
        {"identification_id": by("identification_id"), "user_id": by("user_id")},
    ),
    "sessions": ("session", {"client_id": by("client_id"), "user_id": by("user_id")}),
    "sign_in_tokens": ("sign in token", {"user_id": by("user_id")}),
    "sign_ins": ("sign in", {"client_id": by("client_id")}),
    "sign_ups": ("sign up", {"client_id": by("client_id")}),
    "svix_apps": ("Svix application", {}),
    "totps": ("TOTP", {"user_id": by("user_id")}),
    "users": (
        "user",
        {
            "username": by("username"),
            "external_id": by("external_id"),
            "banned": lambda it: it.banned or None,
        },
    ),
    "waitlist": ("waitlist entry", {"email_address": by("email_address")}),
    "web3_wallets": ("web3 wallet", {"user_id": by("user_id"), "web3_wallet": by("web3_wallet")}),
    "webhook_deliveries": ("webhook delivery", {"waits": lambda it: it.due_at is not None or None}),
    "webhook_endpoints": ("webhook endpoint", {}),
}
