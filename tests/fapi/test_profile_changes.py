"""Every change of one's own account: who sees it and when, and which of them want a recent proof."""

from dataclasses import replace

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.world import World
from tests.fapi.changing import CHANGES, ME, MINUTE, Profile, signed_in
from tests.people import codes
from tests.rules.worlds import configure

TAGS = {
    *("user", "email_addresses", "phone_numbers", "web3_wallets", "external_accounts"),
    *("passkeys", "totp", "backup_codes"),
}
# What Clerk asks to reverify for. Names, metadata, the image and the name of a passkey are not among it.
SENSITIVE = {
    "createEmailAddresses",
    "DeleteEmailAddress",
    "postPhoneNumbers",
    "UpdatePhoneNumber",
    "DeletePhoneNumber",
    "postWeb3Wallets",
    "deleteWeb3Wallet",
    "postPasskey",
    "deletePasskey",
    "postTOTP",
    "deleteTOTP",
    "createBackupCodes",
    "postOAuthAccounts",
    "deleteExternalAccount",
    "changePassword",
    "removePassword",
    "patchUser username",
    "patchUser primary",
}
# These leave the account as it is, or leave none: they are tried elsewhere.
ELSEWHERE = {"createServiceToken", "deleteUser"}


@pytest.fixture
def world(open_world) -> World:
    return open_world("everything")


@pytest.fixture
def vera(house: App, world: World) -> Profile:
    return Profile(world, house.browser(world))


def user_of(caller: Caller) -> dict:
    return caller.get("/v1/client").response["sessions"][0]["user"]


@pytest.mark.parametrize("operation", CHANGES)
def test_everybody_sees_a_change_at_once(house: App, world: World, vera: Profile, operation: str) -> None:
    """In the client that rides along, on her other device and on the server; nothing else has changed."""
    configure(world, auth_config__reverification=False)
    prepare, expected = CHANGES[operation]
    device = house.browser(world)
    signed_in(device)
    act = prepare(vera)
    before, mark = user_of(vera.browser), world.journal.number
    world.clock.advance(MINUTE)
    done = act()
    after = done.client["sessions"][0]["user"]
    changed = {name for name in after if after[name] != before[name]}
    noted = {it.id for it in world.journal.since(mark) if it.table == "users"}

    assert 200 == done.status_code
    assert expected == changed
    assert not changed or (world.clock.now, {after["id"]}) == (after["updated_at"], noted)
    assert after == vera.browser.get(ME).response == user_of(device)


@pytest.mark.parametrize("operation", CHANGES)
def test_sensitive_changes_want_a_recent_proof(world: World, vera: Profile, operation: str) -> None:
    """After eleven minutes the answer says so, and nothing happens; once there is one, the same passes."""
    configure(world, auth_config__reverification=False, behaviour__code_lifetime=60 * MINUTE)
    act = CHANGES[operation][0](vera)
    configure(world, auth_config__reverification=True)
    world.clock.advance(11 * MINUTE)
    if operation in SENSITIVE:
        before = world.digest()
        refused = act()

        assert (403, [("session_reverification_required", None)]) == (refused.status_code, codes(refused))
        assert before == world.digest()

        (session,) = world.sessions.where(user_id=vera.own("id"))
        now = world.clock.now
        world.sessions.save(replace(session, first_factor_at=now, second_factor_at=now))

    assert 200 == act().status_code


def test_the_list_is_whole(house: App) -> None:
    """Each modelled operation on an account that changes something is tried above."""
    modelled = {
        it.operation.id
        for it in house.operations
        if it.modelled and it.operation.api == "fapi" and it.operation.group in TAGS
        if it.operation.method != "GET"
    }

    assert modelled == ELSEWHERE | {it.split()[0] for it in CHANGES}
