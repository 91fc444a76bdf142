"""Who is kept out by identifier: lists, sub-addresses, throw-away domains, countries."""

from functools import partial

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import restrictions, sign_ups
from mockfapi.rules.strategy import Preparation
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.signing_up import FORM, create
from tests.rules.worlds import (
    ADA,
    a_user,
    configure,
    refusals,
    refused_without_trace,
    started,
    with_phones,
)

BLOCKED = [(403, "not_allowed_access", None)]
LISTS = "user_settings__restrictions__"


def switch_on(world: World, *names: str) -> None:
    configure(world, **{f"{LISTS}{name}__enabled": True for name in names})


def signs_up(world: World, client: Client, address: str) -> bool:
    """Whether a sign-up with an address is let in; a refusal must be one of the list."""
    form = {**FORM, "email_address": address}
    try:
        create(world, client, **form)
    except ClerkError:
        assert BLOCKED == refused_without_trace(world, lambda: create(world, client, **form))
        return False
    return True


@pytest.mark.parametrize(
    ("listed", "let_in"),
    [
        ([], []),
        (["ADA@acme.dev "], [ADA]),
        (["*@acme.dev"], [ADA, "bob@acme.dev"]),
        (["*@*.acme.dev"], ["eve@deep.acme.dev"]),
    ],
)
def test_an_allowlist_lets_in_whom_it_names(world: World, client: Client, listed, let_in) -> None:
    """Nobody at all when it is empty; entries are an address, a domain, or all below a domain."""
    switch_on(world, "allowlist")
    for it in listed:
        restrictions.allow(world, it)
    everybody = [ADA, "bob@acme.dev", "eve@deep.acme.dev", "eve@notacme.dev"]

    assert let_in == [it for it in everybody if signs_up(world, client, it)]


@pytest.mark.parametrize(
    ("listed", "kept_out"),
    [
        ([], []),
        ([ADA], [ADA, "ada+x@acme.dev"]),
        (["*@acme.dev"], [ADA, "ada+x@acme.dev", "bob@acme.dev"]),
        (["*@*.acme.dev"], ["eve@deep.acme.dev"]),
    ],
)
def test_a_blocklist_keeps_out_whom_it_names(world: World, client: Client, listed, kept_out) -> None:
    """With the sub-addresses of an address."""
    switch_on(world, "blocklist")
    for it in listed:
        restrictions.block(world, it)
    everybody = [ADA, "ada+x@acme.dev", "bob@acme.dev", "eve@deep.acme.dev"]

    assert kept_out == [it for it in everybody if not signs_up(world, client, it)]


def test_the_allowlist_wins(world: World, client: Client) -> None:
    """Who is on both lists may come."""
    switch_on(world, "allowlist", "blocklist")
    restrictions.allow(world, ADA)
    restrictions.block(world, ADA)

    assert signs_up(world, client, ADA)


def test_the_refusal_names_the_identifier(world: World, client: Client) -> None:
    """Under `identifiers`, as the prebuilt card reads it."""
    switch_on(world, "blocklist")
    restrictions.block(world, ADA)
    with pytest.raises(ClerkError, match="not_allowed_access") as caught:
        create(world, client, **FORM)

    assert [ADA] == caught.value.entries[0].meta["identifiers"]


def test_an_update_is_held_against_the_lists_too(world: World, client: Client) -> None:
    """Whichever call brings the identifier."""
    switch_on(world, "blocklist")
    restrictions.block(world, ADA)
    it = create(world, client)

    assert BLOCKED == refused_without_trace(world, lambda: sign_ups.update(world, it, {"email_address": ADA}))


@pytest.mark.parametrize("spared", [True, False])
def test_lists_apply_to_sign_ins_where_the_instance_says_so(world: World, client: Client, spared) -> None:
    """They spare those who have an account unless the switch is off."""
    a_user(world)
    switch_on(world, "blocklist")
    configure(world, **{f"{LISTS}allowlist_blocklist_disabled_on_sign_in__enabled": spared})
    restrictions.block(world, ADA)
    if spared:
        assert ADA == started(world, client).identifier
    else:
        assert BLOCKED == refused_without_trace(world, lambda: started(world, client))


@pytest.mark.parametrize(
    ("owned", "given", "let_in"),
    [
        ("ada@acme.dev", "ada+news@acme.dev", False),
        ("ada@acme.dev", "ada=news@acme.dev", False),
        ("ada@acme.dev", "ada-news@acme.dev", True),
        ("ada@yahoo.com", "ada-news@yahoo.com", False),
        ("ada@yahoo.co.uk", "ada-news@yahoo.co.uk", False),
        ("a.d.a@gmail.com", "ada@googlemail.com", False),
        ("a.d.a@acme.dev", "ada@acme.dev", True),
        ("bob@acme.dev", "ada+news@acme.dev", True),
    ],
)
def test_a_mailbox_has_one_account(world: World, client: Client, owned, given, let_in) -> None:
    """Where sub-addresses are blocked. The first one may be a sub-address itself."""
    a_user(world, owned)
    switch_on(world, "block_email_subaddresses")

    assert let_in == signs_up(world, client, given)


@pytest.mark.parametrize("domain", ["mailinator.com", "gone.test"])
def test_throw_away_addresses_are_blocked(world: World, client: Client, domain: str) -> None:
    """Those that everybody knows and those that the settings add; all others may come."""
    switch_on(world, "block_disposable_email_domains")
    configure(world, behaviour__disposable_domains=("gone.test",))
    form = {**FORM, "email_address": f"ada@{domain}"}

    assert [(403, "form_email_address_blocked", "email_address")] == refused_without_trace(
        world, lambda: create(world, client, **form)
    )
    assert ADA == create(world, client, **FORM).email_address


@pytest.mark.parametrize("entry", ["ada", "*@", "*", "a*@acme.dev", "*@*", "0x12", "+12"])
def test_entries_that_could_match_nothing_are_refused(world: World, entry: str) -> None:
    """An entry is an identifier or a pattern of a whole domain."""
    assert ["form_param_format_invalid"] == [
        code for _, code, _ in refusals(lambda: restrictions.block(world, entry))
    ]


@pytest.mark.parametrize(
    ("number", "sent"),
    [("+442079460123", True), ("+4915112345678", False), ("+12025550143", False)],
)
def test_messages_go_to_countries_that_are_on(world: World, client: Client, number: str, sent: bool) -> None:
    """Numbers for tests receive none, and therefore work everywhere."""
    with_phones(world)
    configure(world, behaviour__sms_countries=("GB",), auth_config__test_mode=False)
    it = create(world, client, phone_number=number)
    prepare = partial(sign_ups.prepare_verification, world, it, Preparation("phone_code"))
    if sent:
        assert "phone_code" == prepare().phone_verification.strategy
    else:
        assert [(403, "unsupported_country_code", None)] == refused_without_trace(world, prepare)
    configure(world, auth_config__test_mode=True)
    if number.startswith("+1202555"):
        assert "phone_code" == prepare().phone_verification.strategy
