"""Members claim domains for their organization and prove them by a code."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.rules import enterprise_connections
from mockfapi.world import World
from tests.bapi.workshop import OLGA, path, place, refusal
from tests.fapi.enrolling import INVITE, MANUAL, PAINT, SUGGEST, WORKSHOP, claimed, proven, with_domains
from tests.fapi.places import LACKING, allow, entered
from tests.people import last_code
from tests.rules.worlds import MINUTE, configure

BOSS = f"boss@{PAINT}"
PREPARE, ATTEMPT = "prepare_affiliation_verification", "attempt_affiliation_verification"
CHOOSE, PREPARE_ADDRESS = "update_enrollment_mode", "affiliation_email_address"
TAKEN = (422, [("organization_domain_already_exists", "name")])
WRONG = (422, [("form_code_incorrect", "code")])


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return with_domains(open_world("b2b"))


@pytest.fixture
def olga(house: App, world: World) -> Caller:
    return entered(house, world, OLGA)


@pytest.fixture
def where(world: World) -> str:
    return path(world, "/domains")


def test_a_domain_is_claimed_and_proven(world: World, olga: Caller, where: str) -> None:
    """Unproven at first; a code to an address there proves it."""
    it = olga.post(where, name=f" {PAINT.upper()}").response
    own = f"{where}/{it['id']}"
    sent = olga.post(f"{own}/{PREPARE}", affiliation_email_address=f"Boss@{PAINT}").response
    done = olga.post(f"{own}/{ATTEMPT}", code=last_code(world, BOSS)).response

    assert (PAINT, MANUAL, None, None, 0, 0) == tuple(
        it[key]
        for key in (
            *("name", "enrollment_mode", "verification", "affiliation_email_address"),
            *("total_pending_invitations", "total_pending_suggestions"),
        )
    )
    soon = world.clock.now + 10 * MINUTE
    assert {"status": "unverified", "strategy": "email_code", "attempts": 0, "expire_at": soon} == sent[
        "verification"
    ]
    assert ("affiliation_code", BOSS) == (world.messages.where(to=BOSS)[-1].kind, done[PREPARE_ADDRESS])
    assert ("verified", 1) == (done["verification"]["status"], done["verification"]["attempts"])
    assert done == olga.get(own).response


def test_who_is_at_home_there_proves_it_by_that(olga: Caller, where: str) -> None:
    """A verified address of whoever claims it is enough; no code is sent."""
    it = olga.post(where, name=WORKSHOP).response

    assert ("verified", OLGA) == (it["verification"]["status"], it[PREPARE_ADDRESS])


def test_an_address_for_tests_has_the_code_for_tests(world: World, olga: Caller) -> None:
    """Nothing is sent to it."""
    it = claimed(world, olga)
    olga.post(f"{it}/{PREPARE}", affiliation_email_address=f"boss+clerk_test@{PAINT}")

    assert "verified" == olga.post(f"{it}/{ATTEMPT}", code="424242").response["verification"]["status"]
    assert [] == [*world.messages]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"name": "gmail.com"}, (422, [("organization_domain_common", "name")])),
        ({"name": "mailinator.com"}, (422, [("organization_domain_blocked", "name")])),
        ({"name": "Ledger.test"}, TAKEN),
        ({"name": PAINT}, (422, [("organization_domain_already_exists_same_organization", "name")])),
        ({"name": "sso.test"}, (422, [("organization_domain_exists_for_enterprise_connection", "name")])),
        ({"name": "https://acme.test/"}, (422, [("form_param_format_invalid", "name")])),
        (
            {"name": "a.test", "enrollment_mode": "enterprise_sso"},
            (403, [("organization_domain_enrollment_mode_not_enabled", None)]),
        ),
    ],
)
def test_a_domain_that_cannot_be_is_refused(
    house: App, world: World, olga: Caller, where: str, form: dict[str, str], expected: object
) -> None:
    """Everybody's, throw-away ones, taken ones, those of an enterprise connection, what is none."""
    server = house.backend(world)
    server.post(path(world, "/domains", "duarte-ledgers"), name="ledger.test")
    saml = {"saml": {"idp_metadata_url": "https://idp.test/m"}}
    enterprise_connections.create(world, "SSO", "saml_okta", ["sso.test"], saml | {"active": True})
    claimed(world, olga)
    before = world.digest()

    assert expected == refusal(olga.post(where, **form))
    assert before == world.digest()


def test_an_organization_has_ten_domains(olga: Caller, where: str) -> None:
    """The eleventh is refused until one is given up."""
    made = [olga.post(where, name=f"d{number}.test").response["id"] for number in range(10)]
    eleventh = {"name": "d10.test"}

    assert (403, [("organization_domain_quota_exceeded", None)]) == refusal(olga.post(where, **eleventh))
    gone = olga.delete(f"{where}/{made[0]}").response
    assert {"object": "organization_domain", "id": made[0], "deleted": True} == gone
    assert 200 == olga.post(where, **eleventh).status_code


def test_the_first_to_prove_it_has_it(house: App, world: World, olga: Caller, where: str) -> None:
    """Two may claim a domain; the other one gets no further."""
    mine = claimed(world, olga)
    olga.post(f"{mine}/{PREPARE}", affiliation_email_address=BOSS)
    theirs = path(world, "/domains", "attic")
    house.backend(world).post(theirs, name=PAINT)

    assert TAKEN == refusal(olga.post(f"{mine}/{ATTEMPT}", code=last_code(world, BOSS)))
    assert TAKEN == refusal(olga.post(f"{mine}/{PREPARE}", affiliation_email_address=BOSS))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("boss@elsewhere.test", (422, [("organization_domain_mismatch", PREPARE_ADDRESS)])),
        (f"boss@art.{PAINT}", (422, [("organization_domain_mismatch", PREPARE_ADDRESS)])),
        ("boss", (422, [("form_param_format_invalid", PREPARE_ADDRESS)])),
    ],
)
def test_the_address_must_be_there(world: World, olga: Caller, address: str, expected: object) -> None:
    """One elsewhere, or below, proves nothing; nothing is sent."""
    it = claimed(world, olga)

    assert expected == refusal(olga.post(f"{it}/{PREPARE}", **{PREPARE_ADDRESS: address}))
    assert [] == [*world.messages]


def test_wrong_codes_are_counted(world: World, olga: Caller) -> None:
    """Three of them spoil what was sent, the right one, too; a new one is good again."""
    configure(world, behaviour__code_attempts=3)
    it = claimed(world, olga)
    missing = (400, [("verification_missing", None)])

    assert missing == refusal(olga.post(f"{it}/{ATTEMPT}", code="000000"))
    olga.post(f"{it}/{PREPARE}", affiliation_email_address=BOSS)
    wrong = "000000" if last_code(world, BOSS) != "000000" else "111111"
    assert [WRONG] * 3 == [refusal(olga.post(f"{it}/{ATTEMPT}", code=wrong)) for _ in range(3)]
    assert 3 == olga.get(it).response["verification"]["attempts"]
    failed = olga.post(f"{it}/{ATTEMPT}", code=last_code(world, BOSS))
    assert (400, [("verification_failed", None)]) == refusal(failed)
    olga.post(f"{it}/{PREPARE}", affiliation_email_address=BOSS)
    assert 200 == olga.post(f"{it}/{ATTEMPT}", code=last_code(world, BOSS)).status_code


def test_a_late_code_is_refused_and_a_proof_is_made_once(world: World, olga: Caller) -> None:
    """Ten minutes are too long; what is proven needs no further code."""
    it = claimed(world, olga)
    olga.post(f"{it}/{PREPARE}", affiliation_email_address=BOSS)
    world.clock.advance(10 * MINUTE)
    late = olga.post(f"{it}/{ATTEMPT}", code=last_code(world, BOSS))
    olga.delete(it)
    it = proven(world, olga)
    done = (400, [("verification_already_verified", None)])

    assert (400, [("verification_expired", None)]) == refusal(late)
    assert done == refusal(olga.post(f"{it}/{PREPARE}", affiliation_email_address=BOSS))
    assert done == refusal(olga.post(f"{it}/{ATTEMPT}", code="000000"))


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("by_chance", (422, [("form_param_value_invalid", "enrollment_mode")])),
        ("enterprise_sso", (403, [("organization_domain_enrollment_mode_not_enabled", None)])),
        (INVITE, (422, [("organization_domain_ownership_not_verified", "enrollment_mode")])),
    ],
)
def test_a_mode_that_cannot_be_is_refused(world: World, olga: Caller, mode: str, expected: object) -> None:
    """Unknown ones, those that the instance lacks, and any while the domain is not proven."""
    it = claimed(world, olga)

    assert expected == refusal(olga.post(f"{it}/{CHOOSE}", enrollment_mode=mode))
    assert MANUAL == olga.get(it).response["enrollment_mode"]


def test_people_enroll_through_a_connection_only_where_the_domain_is_owned(
    house: App, world: World, olga: Caller
) -> None:
    """An address there is not enough for that."""
    modes = (MANUAL, "enterprise_sso")
    configure(world, organization_settings__domains__enrollment_modes=modes)
    it, mode = proven(world, olga), {"enrollment_mode": "enterprise_sso"}
    refused = olga.post(f"{it}/{CHOOSE}", **mode)
    house.backend(world).post(f"{it}/verify_ownership")

    assert (422, [("organization_domain_ownership_not_verified", "enrollment_mode")]) == refusal(refused)
    assert "enterprise_sso" == olga.post(f"{it}/{CHOOSE}", **mode).response["enrollment_mode"]


def test_domains_are_listed(world: World, olga: Caller, where: str) -> None:
    """The newest first; by proof and by mode."""
    proven(world, olga, SUGGEST)
    claimed(world, olga, "glue.test")

    def names(**query: object) -> tuple[list[str], int]:
        page = olga.get(where, **query).response
        return [it["name"] for it in page["data"]], page["total_count"]

    assert (["glue.test", PAINT], 2) == names()
    assert ([PAINT], 2) == names(limit=1, offset=1)
    assert ([PAINT], 1) == names(verified="true") == names(enrollment_mode=SUGGEST)
    assert (["glue.test"], 1) == names(verified="false") == names(enrollment_mode=MANUAL)
    assert 400 == olga.get(where, enrollment_mode="luck").status_code


def test_domains_of_others_are_unknown(world: World, olga: Caller) -> None:
    """Whatever is asked of them, also by who may do anything elsewhere."""
    it = claimed(world, olga)
    for member in world.memberships.where(organization_id=place(world, "duarte-ledgers").id):
        world.memberships.save(replace(member, role="org:admin"))
    other = it.replace(place(world).id, place(world, "duarte-ledgers").id)
    forms = {PREPARE: {PREPARE_ADDRESS: BOSS}, ATTEMPT: {"code": "1"}, CHOOSE: {"enrollment_mode": MANUAL}}
    replies = [olga.get(other), olga.delete(other)]
    replies += [olga.post(f"{other}/{step}", **form) for step, form in forms.items()]

    assert [(404, [("resource_not_found", None)])] * 5 == [refusal(each) for each in replies]


def test_reading_is_not_managing(world: World, olga: Caller, where: str) -> None:
    """Each takes its own permission, and neither goes where domains are off."""
    it = claimed(world, olga)
    allow(world, "org:admin", "org:sys_domains:read")
    seen = [olga.get(where).status_code, olga.get(it).status_code]
    forms = {PREPARE: {PREPARE_ADDRESS: BOSS}, ATTEMPT: {"code": "1"}, CHOOSE: {"enrollment_mode": MANUAL}}
    replies = [olga.post(where, name="a.test"), olga.delete(it)]
    replies += [olga.post(f"{it}/{step}", **form) for step, form in forms.items()]
    allow(world, "org:admin", "org:sys_domains:manage")
    unseen = [refusal(olga.get(where)), refusal(olga.get(it))]
    configure(world, organization_settings__domains__enabled=False)

    assert [200, 200] == seen
    assert [LACKING] * 5 == [refusal(each) for each in replies]
    assert [LACKING] * 2 == unseen
    assert (403, [("organization_domains_not_enabled", None)]) == refusal(olga.post(where, name="a.test"))
