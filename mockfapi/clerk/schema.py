"""The contract as a Schemathesis schema that is bound to one world, for fuzzing in process."""

import json
from collections.abc import Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from mockfapi import scenario, spec
from mockfapi.clerk.facade import Clerk
from mockfapi.clerk.stage import Stage
from mockfapi.http.admit import CLIENT_COOKIE
from mockfapi.http.transport import Caller
from mockfapi.http.wire import FORM
from mockfapi.rules import tickets, tokens, wordings
from mockfapi.rules.strategies import STRATEGIES
from mockfapi.world import World
from mockfapi.world.records import Client

if TYPE_CHECKING:
    from schemathesis.schemas import BaseSchema

KEPT_IDS = 20
PROBABILITY = 0.8

# The tables whose ids the parameters of this name hold: some names are used for more than one thing.
TABLES = {
    "actor_token_id": ("actor_tokens",),
    "agent_task_id": ("agent_tasks",),
    "api_key_id": ("api_keys",),
    "client_id": ("clients",),
    "delivery_id": ("webhook_deliveries",),
    "domain_id": ("domains", "organization_domains"),
    "email_address_id": ("email_addresses",),
    "email_id": ("email_addresses", "messages"),
    "endpoint_id": ("webhook_endpoints",),
    "enterprise_connection_id": ("enterprise_connections",),
    "id": ("redirect_urls", "sign_ups"),
    "identifier_id": ("allowlist", "blocklist"),
    "image_id": ("images",),
    "invitation_id": ("invitations", "organization_invitations"),
    "m2m_token_id": ("m2m_tokens",),
    "machine_id": ("machines",),
    "oauth_application_id": ("oauth_applications",),
    "organization_id": ("organizations",),
    "organization_role_id": ("roles",),
    "other_machine_id": ("machines",),
    "passkey_id": ("passkeys",),
    "permission_id": ("permissions",),
    "phone_number_id": ("phone_numbers",),
    "role_set_key_or_id": ("role_sets",),
    "saml_connection_id": ("saml_connections",),
    "session_id": ("sessions",),
    "sign_in_id": ("sign_ins",),
    "sign_in_token_id": ("sign_in_tokens",),
    "sign_up_id": ("sign_ups",),
    "template_id": ("jwt_templates",),
    "user_id": ("users",),
    "waitlist_entry_id": ("waitlist",),
    "web3_wallet_id": ("web3_wallets",),
}
OF_A_CLIENT = ("sessions", "sign_ins", "sign_ups")
OF_A_USER = ("email_addresses", "passkeys", "phone_numbers", "web3_wallets")


def schema(
    api: str,
    clerk: Clerk,
    *,
    browser: Caller | None = None,
    fresh: bool = True,
    config: Mapping[str, Any] | None = None,
) -> "BaseSchema":
    """The modelled operations of "fapi", "bapi" or "control" as a loaded Schemathesis schema.

    Requests reach the world of `clerk` in process: those to BAPI with its secret key, those to FAPI with
    the cookies of `browser`. Ids, addresses, codes and passwords are drawn from what the world holds now.
    `fresh` lets each request find the world as it is now; without it what a request did stays, as stateful
    runs need it. `config` is Schemathesis' own configuration; a section given there replaces ours.
    """
    schemathesis = _schemathesis()
    contract = spec.load(api)
    known = {**_ids(clerk.world, browser), **_words(clerk), **_names(clerk)}
    wanted = _config(clerk, contract, {name: values for name, values in known.items() if values})
    loaded = schemathesis.openapi.from_dict(
        _as_read(contract), config=schemathesis.Config.from_dict({**wanted, **(config or {})})
    )
    app = clerk._engine.app
    loaded.app = Stage(clerk, browser, fresh, api)
    _place(loaded, known)
    unmodelled = [it.operation.id for it in app.operations if it.operation.api == api and not it.modelled]
    bound: BaseSchema = loaded.exclude(operation_id=unmodelled)
    return bound


def _schemathesis() -> Any:
    try:
        import schemathesis
    except ImportError as missing:
        raise ImportError("mockfapi.schema needs Schemathesis: pip install 'mockfapi[fuzz]'") from missing
    return schemathesis


def _as_read(contract: spec.Contract) -> dict[str, Any]:
    """The contract as it is read here: bodies are closed unless they say otherwise; null is empty."""
    document: dict[str, Any] = json.loads(contract.text)
    for item in document["paths"].values():
        for said in item.values():
            request = said.get("requestBody", {}) if isinstance(said, dict) else {}
            for media, body in request.get("content", {}).items():
                body["schema"] = _closed(document, body.get("schema", {}))
                fields = body["schema"].get("properties")
                if fields and media == FORM:
                    body["schema"]["properties"] = {name: _sent(field) for name, field in fields.items()}
    return document


def _closed(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body, or of the rows that it lists, without further fields; answers may share it."""
    while "$ref" in schema:
        target: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    if schema.get("type") == "array":
        return {**schema, "items": _closed(document, schema["items"])}
    return {"additionalProperties": False, **schema} if schema.get("properties") else schema


def _sent(field: dict[str, Any]) -> dict[str, Any]:
    """How a form carries a field that may be null: empty text and `null` where it is no text itself."""
    plain = {name: value for name, value in field.items() if name != "nullable"}
    if not field.get("nullable") or field.get("type") not in ("boolean", "integer", "number", "object"):
        return plain
    return {"anyOf": [plain, {"type": "string", "enum": ["", "null"]}]}


def _place(loaded: Any, known: Mapping[str, list[str]]) -> None:
    """Lets cases of the coverage phase, which draw from no dictionary, name what is there in their paths."""
    from schemathesis.core.parameters import ParameterLocation

    @loaded.hook("map_case")  # type: ignore[untyped-decorator]
    def name_what_is_there(context: Any, case: Any) -> Any:
        del context
        meta = case.meta
        if meta and meta.phase.name.value == "coverage" and not meta.is_negative_at(ParameterLocation.PATH):
            for name in case.path_parameters or {}:
                if known.get(name):
                    case.path_parameters[name] = known[name][0]
        return case


def _ids(world: World, browser: Caller | None) -> dict[str, list[str]]:
    """The ids that a world holds, newest first; of a browser its attempts, and what its users have, first."""
    token = browser.cookies.get(CLIENT_COOKIE) if browser is not None else None
    client = tokens.client_of_token(world, token) if token else None
    found = {}
    for parameter, tables in TABLES.items():
        kept = [_newest(world, it, client) for it in tables]
        found[parameter] = [id for ids in zip_longest(*kept) for id in ids if id is not None]
    return found


def _newest(world: World, table: str, client: Client | None) -> list[str]:
    rows = getattr(world, table)
    if client is None:
        return [it.id for it in rows][-KEPT_IDS:][::-1]
    if table in OF_A_CLIENT:
        return [it.id for it in rows.where(client_id=client.id)][-KEPT_IDS:][::-1]
    found = list(rows)[-KEPT_IDS:][::-1]
    if table in OF_A_USER:
        users = {it.user_id for it in world.sessions.where(client_id=client.id)}
        found.sort(key=lambda it: it.user_id not in users)
    return [it.id for it in found]


def _words(clerk: Clerk) -> dict[str, list[str]]:
    """What people type: addresses and numbers, passwords that the scenario tells, codes that were sent."""
    world, engine = clerk.world, clerk._engine
    emails = [it.email_address for it in world.email_addresses][:KEPT_IDS]
    phones = [it.phone_number for it in world.phone_numbers][:KEPT_IDS]
    passwords = [word for it in emails if (word := engine.password_of(clerk.scenario, it)) is not None]
    codes = [it.code for it in world.messages if it.code is not None]
    return {
        "identifier": [*emails, *phones],
        "password": passwords,
        "current_password": passwords,
        "code": codes[-KEPT_IDS:],
        "nonce": [it.id for it in world.handshakes][-KEPT_IDS:],
        "strategy": list(STRATEGIES),
        "slug": [it.slug for it in wordings.WORDINGS][:KEPT_IDS],
        "template_type": list(wordings.TYPES),
        "template_name": [it.name for it in world.jwt_templates][-KEPT_IDS:],
        **_tickets(world),
    }


def _tickets(world: World) -> dict[str, list[str]]:
    """Tickets that are still good, the newest of each kind first, and whom and what they may be for."""
    good = [it for it in tickets.every(world) if tickets.status(world, it) == "pending"]
    latest = list({tickets.kind_of(it).name: it for it in good}.values())
    return {
        "ticket": [tickets.text(world, it) for it in latest],
        "ticket_id": [it.id for it in latest],
        "user": [it.email_address for it in world.email_addresses][:KEPT_IDS],
        "organization": [it.slug for it in world.organizations][:KEPT_IDS],
        "role": [it.key for it in world.roles],
    }


def _names(clerk: Clerk) -> dict[str, list[str]]:
    """What the control API goes by."""
    return {
        "operation": [it.operation.id for it in clerk._engine.app.operations if it.modelled][:KEPT_IDS],
        "scenario": scenario.names(),
        "snapshot_name": clerk.snapshots[::-1],
        "world_name": [clerk.name],
    }


def _config(clerk: Clerk, contract: spec.Contract, known: Mapping[str, list[str]]) -> dict[str, Any]:
    server = contract.document.get("servers", [{"url": ""}])[0]["url"]
    config: dict[str, Any] = {
        "base-url": f"http://localhost/w/{clerk.world.name}{server if server.startswith('/') else ''}",
        "generation": {"database": "none"},
        "dictionaries": {name: {"values": values} for name, values in known.items()},
        "parameters": {
            f"{place}.{name}": {"dictionary": name, "probability": PROBABILITY}
            for name in known
            for place in ("path", "query", "body")
        },
    }
    if contract.api == "bapi":
        config["auth"] = {"openapi": {"bearerAuth": {"bearer": clerk.secret_key}}}
    return config
