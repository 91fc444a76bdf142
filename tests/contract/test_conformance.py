"""All modelled operations, fuzzed in process: a fresh fork for each case, all checks, a fixed seed."""

import os
from collections import defaultdict
from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="pip install '.[fuzz]'")

from hypothesis import HealthCheck, settings
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance

from tests.contract import checks, excuses
from tests.contract.prepared import live, prepared, waiting
from tests.contract.stock import Prepared

SHORT = settings(
    max_examples=int(os.environ.get("MOCKFAPI_CASES", "8")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def lent(world: Prepared, operation_id: str) -> Any:
    """What is sent by the browser that this operation was lent to."""
    browser = world.lent[operation_id]
    return world.schema("fapi", browser).include(operation_id=world.borrowed(browser))


WORLD, WAITING, LIVE = prepared(), waiting(), live()
FAPI = WORLD.schema("fapi", WORLD.visitor).exclude(operation_id=[*WORLD.lent, *WAITING.good])
FAPI_RESET = lent(WORLD, "resetPassword")
FAPI_HALF_WAY = lent(WORLD, "attemptSignInFactorTwo")
FAPI_TWO_FACTORS = lent(WORLD, "createBackupCodes")
FAPI_LINK = lent(WORLD, "verify")
FAPI_PROVIDER = lent(WORLD, "getOauthCallback")
FAPI_WAITLIST = WAITING.schema("fapi", WAITING.visitor).include(operation_id=list(WAITING.good))
BAPI = WORLD.schema("bapi").exclude(operation_id=list(LIVE.good))
BAPI_LIVE = LIVE.schema("bapi").include(operation_id=list(LIVE.good))
CONTROL = WORLD.schema("control")
SCHEMAS = (
    FAPI,
    FAPI_RESET,
    FAPI_HALF_WAY,
    FAPI_TWO_FACTORS,
    FAPI_LINK,
    FAPI_PROVIDER,
    FAPI_WAITLIST,
    BAPI,
    BAPI_LIVE,
    CONTROL,
)
GOOD = WORLD.good | WAITING.good | LIVE.good

EXCUSABLE = (allow_header_conformance, positive_data_acceptance)

# What this run saw: statuses by operation, and the excuses that it took.
STATUSES: dict[str, set[int]] = defaultdict(set)
NEEDED: set[tuple[str, str, str]] = set()


def id_of(operation: Any) -> str:
    return str(operation.definition.raw["operationId"])


OPERATIONS = {id_of(it.ok()): it.ok() for schema in SCHEMAS for it in schema.get_all_operations()}


def hold(case: Any) -> None:
    """Sends a case and has every check look at the answer, but for refusals that the table excuses."""
    response = case.call()
    label = id_of(case.operation)
    STATUSES[label].add(response.status_code)
    codes = excuses.codes_of(response)
    excused = [it for it in EXCUSABLE if excuses.are_excused(label, it.__name__, codes)]
    if excuses.WRITING:
        failed = [it.__name__ for it in excused if fails(case, response, it)]
        NEEDED.update((label, check, code) for check in failed for code in codes)
        if failed:
            NEEDED.update(excuses.spread(excuses.params_of(response)))
    case.validate_response(response, additional_checks=[checks.no_undeclared_fields], excluded_checks=excused)


def fails(case: Any, response: Any, check: Any) -> bool:
    try:
        case.validate_response(response, checks=[check])
    except (Failure, FailureGroup):
        return True
    return False


@FAPI.parametrize()
@SHORT
def test_the_frontend_api_conforms(case):
    """Whatever is sent, every check of the fuzzer holds."""
    hold(case)


@FAPI_RESET.parametrize()
@SHORT
def test_resetting_a_password_conforms(case):
    """The same, on the browser that proved its reset code."""
    hold(case)


@FAPI_HALF_WAY.parametrize()
@SHORT
def test_second_factors_of_sign_ins_conform(case):
    """The same, on a browser whose sign-in waits for a second factor."""
    hold(case)


@FAPI_TWO_FACTORS.parametrize()
@SHORT
def test_second_factors_conform(case):
    """The same, on the browser of somebody with second factors, who proves one anew."""
    hold(case)


@FAPI_LINK.parametrize()
@SHORT
def test_links_in_mails_conform(case):
    """The same, on a browser whose sign-in waits for a click in a mail."""
    hold(case)


@FAPI_PROVIDER.parametrize()
@SHORT
def test_coming_back_from_a_provider_conforms(case):
    """The same, on a browser that waits for a provider."""
    hold(case)


@FAPI_WAITLIST.parametrize()
@SHORT
def test_waiting_conforms(case):
    """The same, in a world with a waitlist."""
    hold(case)


@BAPI.parametrize()
@SHORT
def test_the_backend_api_conforms(case):
    """The same, with the secret key of the world and without."""
    hold(case)


@BAPI_LIVE.parametrize()
@SHORT
def test_the_backend_api_of_a_live_instance_conforms(case):
    """The same, in production."""
    hold(case)


@CONTROL.parametrize()
@SHORT
def test_the_control_api_conforms(case):
    """The same, behind the scenes."""
    hold(case)


@pytest.mark.parametrize("operation_id", GOOD)
def test_a_request_that_fits_the_world_succeeds(operation_id):
    """What chance does not find, such as the code that was sent, is answered with success."""
    case = OPERATIONS[operation_id].Case(**GOOD[operation_id])
    response = case.call()
    STATUSES[operation_id].add(response.status_code)

    assert 400 > response.status_code, response.text
    case.validate_response(response)


def test_every_operation_was_seen_to_succeed():
    """An operation that only ever refuses was not tested. Looks at what ran, so it must come last."""
    if excuses.WRITING:
        excuses.written(NEEDED)

    never = {label for label, seen in STATUSES.items() if not any(it < 400 for it in seen)}
    assert set() == never ^ (excuses.TABLE["barren"].keys() & STATUSES.keys())


def test_excuses_name_what_there_is():
    """No excuse outlives its operation, and each code has its reason."""
    table = excuses.TABLE
    codes = {code for checks in table["operations"].values() for listed in checks.values() for code in listed}

    assert set() == table["operations"].keys() - OPERATIONS.keys()
    assert set() == codes.union(table["everywhere"]) - table["reasons"].keys()
