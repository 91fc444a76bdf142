"""The contracts as shipped: operations, names, groups, envelopes, statuses."""

import re

import pytest

from mockfapi.spec import Contract, load
from mockfapi.spec.outline import group, snake
from tests.spec.values import a_valid

FORM = "application/x-www-form-urlencoded"


def published(contract: Contract) -> list[str]:
    """The ids of the operations that Clerk's own edition has."""
    return [it.id for it in contract.operations.values() if not it.extension]


def test_the_operations_are_those_of_the_contract(fapi: Contract, bapi: Contract):
    """Both contracts are complete and dated; method and path tell operations apart."""
    assert (175, "2025-11-10") == (len(published(fapi)), fapi.version)
    assert (109, "2021-02-05") == (len(published(bapi)), bapi.version)
    for contract in (fapi, bapi):
        assert len(contract.operations) == len({(it.method, it.path) for it in contract.operations.values()})
        assert list(contract.operations) == [it.id for it in contract.operations.values()]


@pytest.mark.parametrize(
    ("name", "snaked"),
    [
        ("organizationID", "organization_id"),
        ("subscriptionItemID", "subscription_item_id"),
        ("planIdOrSlug", "plan_id_or_slug"),
        ("apiKeyID", "api_key_id"),
        ("DevBrowser", "dev_browser"),
        ("OAuth2 Identity Provider", "oauth2_identity_provider"),
        ("API Keys", "api_keys"),
        ("TOTP", "totp"),
        ("SAML", "saml"),
        ("Web3 Wallets", "web3_wallets"),
        ("OAuthApplications", "oauth_applications"),
        ("RedirectUrLs", "redirect_urls"),
        ("EmailSmsTemplates", "email_sms_templates"),
    ],
)
def test_names_are_snake_cased(name: str, snaked: str):
    """Tags, groups and path parameters read like Python names."""
    assert snaked == snake(name)


def test_groups_follow_tags_or_ids(fapi: Contract, bapi: Contract):
    """FAPI goes by tag, its untagged operations flow through the browser; BAPI goes by operationId."""
    untagged = [it.id for it in fapi.operations.values() if it.group == "browser_flows"]

    assert 7 == len(untagged)
    assert 39 == len({it.group for it in fapi.operations.values() if not it.extension})
    assert 25 == len({it.group for it in bapi.operations.values() if not it.extension})
    assert "organizations_memberships" == fapi.operations["getOrganizationMemberships"].group
    assert "saml_connections_beta" == bapi.operations["SamlConnectionsBeta_getList"].group
    assert "clock" == group("control", "advanceClock", "Clock")


def test_paths_are_absolute_and_their_names_snake_cased(fapi: Contract, bapi: Contract):
    """BAPI paths carry the prefix of its server; every name of a path is declared as a required parameter."""
    assert "/v1/users/{user_id}" == bapi.operations["Users_getUserDetails"].path
    assert "/users/{user_id}" == bapi.operations["Users_getUserDetails"].contract_path
    plan = fapi.operations["GetBillingPlan"]
    assert ("/v1/billing/plans/{plan_id_or_slug}", "/v1/billing/plans/{planIdOrSlug}") == (
        plan.path,
        plan.contract_path,
    )
    for it in [*fapi.operations.values(), *bapi.operations.values()]:
        declared = [found.name for found in it.parameters if found.place == "path" and found.required]
        assert sorted(re.findall(r"{([a-z0-9_]+)}", it.path)) == sorted(declared), it.id


def test_parameters_of_path_and_operation_are_merged(fapi: Contract):
    """Shared parameters arrive resolved, with their own schema."""
    found = {it.name: it for it in fapi.operations["ListOrganizationMemberships"].parameters}

    assert {"organization_id", "limit", "offset", "paginated"} <= found.keys()
    assert ("query", False) == (found["limit"].place, found["limit"].required)


def test_bodies_keep_their_media(fapi: Contract):
    """Forms, JSON and files are told apart by media type."""
    assert [FORM] == list(fapi.operations["createSignIn"].bodies)
    assert ["multipart/form-data", "application/octet-stream"] == list(
        fapi.operations["updateProfileImage"].bodies
    )
    assert fapi.operations["createApiKey"].body_required
    assert not fapi.operations["createSignIn"].body_required


def test_envelopes_are_told_from_plain_answers(fapi: Contract, bapi: Contract):
    """Only what is exactly `{response, client}` is enveloped, and then the client may be null."""
    enveloped = {it.id for it in fapi.operations.values() if it.enveloped}
    plain = {"getEnvironment", "createSessionToken", "getSessions", "joinWaitlist", "GetBillingPlanList"}

    assert {
        "createSignIn",
        "getClient",
        "getUser",
        "touchSession",
        "getOrganizationCreationDefaults",
    } <= enveloped
    assert set() == enveloped & (
        plain | {"GetUserPaymentAttempts", "GetUserPaymentAttempt", "createDevBrowser"}
    )
    assert enveloped == {it.id for it in fapi.operations.values() if it.client_nullable}
    assert [] == [it.id for it in bapi.operations.values() if it.enveloped]


def test_every_success_says_what_it_is(fapi: Contract, bapi: Contract):
    """No operation succeeds with a body of which the contract says nothing."""
    silent = [
        (it.id, status)
        for it in [*fapi.operations.values(), *bapi.operations.values()]
        for status in it.success
        if status < 300 and status != 204 and not it.responses[status].media
    ]

    assert [] == silent


@pytest.mark.parametrize(
    ("operation", "statuses"),
    [
        ("getClient", {200, 400, 401, 403, 405, 429, 500, 501}),
        ("postClient", {200, 307, 400, 401, 413, 415, 422}),
        ("createSignIn", {200, 400, 401, 403, 404, 409, 413, 415, 422, 429}),
        ("attemptSignInFactorTwo", {400, 401, 403, 404, 409, 422}),
        ("resetPassword", {400, 401, 403, 404, 409, 422}),
        ("attemptSignUpsVerification", {400, 403, 404, 409, 410, 422}),
        ("createSessionToken", {400, 401, 403, 404, 422}),
        ("getOrganizationMemberships", {422}),
        ("getJWKS", {200, 400, 405, 500, 501}),
    ],
)
def test_statuses_that_clients_meet_are_listed(fapi: Contract, operation: str, statuses: set[int]):
    """General and particular corrections add up, each with the body of an error."""
    it = fapi.operations[operation]

    assert statuses <= set(it.statuses)
    assert all(
        it.responses[status].schema == {"$ref": "#/$defs/ClerkErrors"} for status in statuses if status >= 400
    )


def test_every_keyed_operation_can_be_refused(bapi: Contract):
    """Every operation of the Backend API lists 401."""
    assert [] == [it.id for it in bapi.operations.values() if 401 not in it.statuses]


def test_no_status_outside_http(fapi: Contract, bapi: Contract):
    """299 is gone, and success ends where refusal begins."""
    assert (200, 301, 303) == fapi.operations["getOauthCallback"].success
    for contract in (fapi, bapi):
        assert {it for o in contract.operations.values() for it in o.success} <= {
            200,
            201,
            202,
            204,
            301,
            302,
            303,
            307,
        }


@pytest.mark.parametrize("api", ["fapi", "bapi"])
def test_every_schema_can_be_satisfied(api: str):
    """Nothing contradicts itself: for each schema there is a value with all properties."""
    contract = load(api)
    media = [
        it for o in contract.operations.values() for r in o.responses.values() for it in r.media.values()
    ]
    schemas = [*({"$ref": f"#/$defs/{name}"} for name in contract.definitions), *filter(None, media)]
    schemas += [body for it in contract.operations.values() for body in it.bodies.values()]
    schemas += [found.schema for it in contract.operations.values() for found in it.parameters]
    refused = [
        (schema, contract.validator(schema).faults(value))
        for schema in schemas
        if not contract.validator(schema).is_valid(value := a_valid(schema, contract.definitions))
    ]

    assert [] == refused


def test_an_unknown_contract_is_named():
    """Whoever mistypes an API learns which there are."""
    with pytest.raises(ValueError, match="no 'sapi' contract, only bapi, control, fapi"):
        load("sapi")
