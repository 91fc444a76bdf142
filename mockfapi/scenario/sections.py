"""The hand-written part of the scenario schema: the sections of a file and what stands in them. Data only."""

from collections.abc import Mapping

from mockfapi.scenario import (
    enrollment,
    export_sections,
    machine_sections,
    role_sets,
    ticket_sections,
    weather,
    webhooks,
)
from mockfapi.scenario.grammar import PERMISSION, ROLE, ROLE_KEY, ROLE_SET_KEY, SECRET, SWITCH, TEXT, Json
from mockfapi.scenario.grammar import entry as _object
from mockfapi.scenario.grammar import id_of as _id
from mockfapi.scenario.grammar import named as _named
from mockfapi.scenario.grammar import ref as _ref
from mockfapi.scenario.moments import DURATION, MOMENT

MOST_BULK_USERS = 100_000

IDENTIFICATION_EXTRAS: Json = {
    "verified": {**SWITCH, "default": True, "description": "Whether the person has proven to own it."},
}

EMAIL_ADDRESS = {
    "anyOf": [
        TEXT,
        _object({"email_address": TEXT, **IDENTIFICATION_EXTRAS}, "An address in full.", ("email_address",)),
    ]
}
PHONE_NUMBER = {
    "anyOf": [
        TEXT,
        _object(
            {
                "phone_number": TEXT,
                **IDENTIFICATION_EXTRAS,
                "reserved_for_second_factor": {**SWITCH, "description": "Codes to it are a second factor."},
                "default_second_factor": {**SWITCH, "description": "The number that is tried first."},
            },
            "A number in full.",
            ("phone_number",),
        ),
    ]
}
WEB3_WALLET = {
    "anyOf": [
        TEXT,
        _object({"web3_wallet": TEXT, **IDENTIFICATION_EXTRAS}, "A wallet in full.", ("web3_wallet",)),
    ]
}
PROVIDER: Json = {
    "type": "string",
    "pattern": "^oauth_[a-z0-9_]+$",
    "title": "a provider such as oauth_google",
}
BASE64URL: Json = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "title": "bytes in base64url"}
PASSKEY = {
    "anyOf": [
        TEXT,
        _object(
            {
                "name": TEXT,
                "credential_id": BASE64URL,
                "public_key": {**BASE64URL, "description": "The COSE key of the device that signs."},
                "sign_count": {"type": "integer", "minimum": 0},
                "rp_id": {**TEXT, "description": "The host that it is bound to; localhost by default."},
                "created_at": {"$ref": "#/definitions/moment"},
                "last_used_at": {"$ref": "#/definitions/moment"},
            },
            "A passkey in full. Without a public key it is there to be seen, not to be used.",
            ("name",),
        ),
    ]
}

EXTERNAL_ACCOUNT = {
    "anyOf": [
        PROVIDER,
        _object(
            {
                "provider": PROVIDER,
                "email_address": {**TEXT, "description": "Known there; the primary one by default."},
                "email_address_verified": {**SWITCH, "default": True},
                "provider_user_id": TEXT,
                "username": TEXT,
                "scopes": {"type": "array", "items": TEXT, "description": "Granted beside the usual ones."},
            },
            "An account in full.",
            ("provider",),
        ),
    ]
}

USER = _object(
    {
        "id": _id("user"),
        "external_id": TEXT,
        "first_name": TEXT,
        "last_name": TEXT,
        "username": TEXT,
        "email_address": {**TEXT, "description": "The primary address; short for a list of one."},
        "email_addresses": {"type": "array", "items": EMAIL_ADDRESS, "description": "The first is primary."},
        "phone_number": {
            **TEXT,
            "description": "The primary number, quoted, with + and country code; short for a list of one.",
        },
        "phone_numbers": {"type": "array", "items": PHONE_NUMBER, "description": "The first is primary."},
        "web3_wallet": {**TEXT, "description": "The primary wallet; short for a list of one."},
        "web3_wallets": {
            "type": "array",
            "items": WEB3_WALLET,
            "description": "Ethereum or Solana addresses, quoted. The first is primary.",
        },
        "passkeys": {"type": "array", "items": PASSKEY, "description": "By name, or with their keys."},
        "external_accounts": {
            "type": "array",
            "items": EXTERNAL_ACCOUNT,
            "description": "Connected accounts of providers that the instance uses.",
        },
        "password": {**SECRET, "description": "Written out; it must satisfy the instance's policy."},
        "password_compromised": {**SWITCH, "description": "The password opens nothing until it is replaced."},
        "password_reset_required": {**SWITCH, "description": "The password must be replaced after sign-in."},
        "bypass_client_trust": {**SWITCH, "description": "New devices of this person are trusted."},
        "totp_secret": {**SECRET, "description": "Secret of the authenticator app, in base32."},
        "backup_codes": {
            "type": "array",
            "items": SECRET,
            "description": "Codes that stand in for a second factor, each of them once.",
        },
        "public_metadata": _ref("metadata"),
        "private_metadata": _ref("metadata"),
        "unsafe_metadata": _ref("metadata"),
        "created_at": _ref("moment"),
        "banned": SWITCH,
        "deactivated": {**SWITCH, "description": "The account is switched off."},
        "deprovisioned": {**SWITCH, "description": "A directory has withdrawn the account."},
        "locked": SWITCH,
    },
    "A person. What is left out the person does not have.",
)
BULK_USERS = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_BULK_USERS,
    "description": "So many made-up people with names and e-mail addresses, without passwords.",
}
ORGANIZATION = _object(
    {
        "id": _id("org"),
        "name": TEXT,
        "slug": {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "title": "a slug: lower-case letters and digits, joined by -",
        },
        "created_by": {**TEXT, "description": "Name of a user of this scenario."},
        "created_at": _ref("moment"),
        "max_allowed_memberships": {"type": "integer", "minimum": 0, "description": "0 means unlimited."},
        "public_metadata": _ref("metadata"),
        "private_metadata": _ref("metadata"),
        "role_set": {**TEXT, "description": "Key of its role set; left out, the initial one."},
        "members": _named(ROLE, "Names of users of this scenario, each with a role."),
        "domains": enrollment.DOMAINS,
        "membership_requests": enrollment.REQUESTS,
    },
    "An organization and who is in it.",
    ("name",),
)
ROLE_ENTRY = _object(
    {
        "name": TEXT,
        "description": TEXT,
        "permissions": {"type": "array", "items": PERMISSION},
    },
    "A role. One that exists already keeps what it may do and gains what stands here.",
)

LISTED = "an address, number or wallet, everybody at a domain (*@acme.test) or below it (*@*.acme.test)"
WAITING = {
    "anyOf": [
        TEXT,
        _object(
            {"email_address": TEXT, "created_at": {"$ref": "#/definitions/moment"}},
            "An entry in full.",
            ("email_address",),
        ),
    ]
}

JWT_TEMPLATE = _object(
    {
        "id": _id("jtmp"),
        "claims": {
            "type": "object",
            "additionalProperties": True,
            "description": "What its tokens carry; texts may hold shortcodes such as {{user.id}}.",
        },
        "lifetime": {"type": "integer", "default": 60, "description": "Seconds, from 30 to 315360000."},
        "allowed_clock_skew": {"type": "integer", "default": 5, "description": "Seconds, from 0 to 300."},
        "signing_algorithm": {"type": "string", "enum": ["RS256", "HS256"], "default": "RS256"},
        "signing_key": {
            **SECRET,
            "description": "Signs in place of the instance: a secret for HS256, a PEM for RS256.",
        },
    },
    "What custom tokens of sessions carry; its name is the one that apps ask for.",
)

DEFINITIONS: Mapping[str, Json] = {
    "moment": {
        "anyOf": [
            {
                "type": "string",
                "pattern": MOMENT,
                "title": "a time such as 2 days ago, in 3 hours, now or 2025-11-10T09:30:00Z",
            },
            {"type": "integer", "minimum": 0, "description": "Milliseconds since 1970."},
        ]
    },
    "duration": {
        "anyOf": [
            {"type": "string", "pattern": DURATION, "title": "a duration such as 10 minutes"},
            {"type": "integer", "minimum": 0, "description": "Milliseconds."},
        ]
    },
    "metadata": {"type": "object", "additionalProperties": True},
    "User": USER,
    "Organization": ORGANIZATION,
    "Role": ROLE_ENTRY,
    "RoleSet": role_sets.ROLE_SET,
    "JwtTemplate": JWT_TEMPLATE,
    **ticket_sections.DEFINITIONS,
    **machine_sections.DEFINITIONS,
}

INSTANCE_SHORTHANDS: Json = {
    "application_name": {**TEXT, "description": "Short for display_config.application_name."},
    "frontend_api": {
        "type": "string",
        "pattern": "^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?$",
        "title": "a host name with a dot, or an address, with or without a port",
        "description": "Host inside the publishable key. The default one lets nothing leave the machine.",
    },
    "secret_key": {
        **SECRET,
        "pattern": "^sk_test_[A-Za-z0-9]+$",
        "title": "a key of the mock's own: sk_test_ and letters or digits, never a live key",
        "description": "The mock's own secret key, for apps that have one built in.",
    },
}

TOP: Json = _object(
    {
        "description": {**TEXT, "description": "One sentence that says what is in here."},
        "include": {
            "type": "array",
            "items": TEXT,
            "description": "Scenarios to start from: shipped names or files beside this one; later ones win.",
        },
        "clock": {
            **_ref("moment"),
            "description": "Stops the world's clock at a date, so that runs are equal to the byte.",
        },
        **export_sections.SECTIONS,
        "instance": _ref("Instance"),
        "roles": _named(_ref("Role"), "Roles of organizations by their keys.", ROLE_KEY),
        "role_sets": _named(_ref("RoleSet"), "Role sets by their keys.", ROLE_SET_KEY),
        "users": {
            "anyOf": [
                _named(
                    {"anyOf": [_ref("User"), BULK_USERS]},
                    "People by the names that this file calls them; a number stands for a whole crowd.",
                ),
                BULK_USERS,
            ]
        },
        "organizations": _named(_ref("Organization"), "Organizations by the names this file calls them."),
        "jwt_templates": _named(_ref("JwtTemplate"), "JWT templates by the names that apps ask for."),
        **ticket_sections.SECTIONS,
        **machine_sections.SECTIONS,
        "allowlist": {"type": "array", "items": TEXT, "description": f"Who may sign up: {LISTED}."},
        "blocklist": {"type": "array", "items": TEXT, "description": f"Who may not sign up: {LISTED}."},
        "waitlist": {"type": "array", "items": WAITING, "description": "Who waits to be let in."},
        "webhooks": {
            "type": "array",
            "items": webhooks.ENDPOINT,
            "description": "URLs that are told what happens.",
        },
        "faults": {
            "type": "array",
            "items": weather.FAULT,
            "description": "What goes wrong: presets by name, or faults in full.",
        },
    },
    "What a mocked Clerk instance holds when it is opened.",
)
