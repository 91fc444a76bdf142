"""The part of the scenario schema that is about machines, API keys and plans. Data only."""

from collections.abc import Mapping

from mockfapi.scenario.grammar import SWITCH, TEXT, Json, entry, named, ref

TEXTS: Json = {"type": "array", "items": TEXT}
CLAIMS: Json = {"type": "object", "additionalProperties": True}
STATUS: Json = {"type": "string", "enum": ["active", "revoked"], "default": "active"}

MACHINE = entry(
    {
        "reaches": {**TEXTS, "description": "Names of machines of this scenario that its tokens are for."},
        "default_token_ttl": {"type": "integer", "minimum": 1, "default": 3600, "description": "Seconds."},
    },
    "A service without a user. Its secret key is asked for at /v1/machines.",
)
API_KEY = entry(
    {
        "user": {**TEXT, "description": "Name of the user of this scenario whose key it is."},
        "organization": {**TEXT, "description": "Or that of an organization."},
        "machine": {**TEXT, "description": "Or that of a machine."},
        "description": TEXT,
        "scopes": TEXTS,
        "claims": CLAIMS,
        "expires_at": ref("moment"),
        "status": STATUS,
    },
    "A key of a user, an organization or a machine. Its secret is asked for at /v1/api_keys.",
)
OAUTH_ACCESS_TOKEN = entry(
    {
        "user": {**TEXT, "description": "Name of the user of this scenario for whom it acts."},
        "client_id": TEXT,
        "scopes": TEXTS,
        "expires_at": ref("moment"),
        "status": STATUS,
    },
    "What an OAuth application got from this instance.",
    ("user", "client_id"),
)
AMOUNT: Json = {"type": "integer", "minimum": 0, "description": "Cents."}
PLAN = entry(
    {
        "name": TEXT,
        "payer_type": {"type": "string", "enum": ["user", "org"], "default": "user"},
        "description": TEXT,
        "amount": {**AMOUNT, "default": 0, "description": "Cents a month."},
        "annual_amount": {**AMOUNT, "description": "Cents a year."},
        "currency": {"type": "string", "pattern": "^[a-z]{3}$", "title": "three letters", "default": "usd"},
        "features": {**TEXTS, "description": "Slugs."},
        "is_default": {**SWITCH, "description": "Everybody has it who has chosen no other."},
        "publicly_visible": {**SWITCH, "default": True},
        "free_trial_days": {"type": "integer", "minimum": 1},
    },
    "A plan that people or organizations may have; its key is the slug.",
    ("name",),
)

DEFINITIONS: Mapping[str, Json] = {
    "Machine": MACHINE,
    "ApiKey": API_KEY,
    "OAuthAccessToken": OAUTH_ACCESS_TOKEN,
    "Plan": PLAN,
}
SECTIONS: Mapping[str, Json] = {
    "machines": named(ref("Machine"), "Services without a user, by name."),
    "api_keys": named(ref("ApiKey"), "API keys by name."),
    "oauth_access_tokens": named(ref("OAuthAccessToken"), "Access tokens of OAuth applications."),
    "plans": named(ref("Plan"), "Plans by slug."),
}
