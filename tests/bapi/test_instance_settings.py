"""Groups InstanceSettings and BetaFeatures: what servers set, browsers see and rules obey at once."""

import pytest

from tests.people import ADA, SIGN_UPS, codes
from tests.rules.worlds import with_phones

INSTANCE = "/v1/instance"
RESTRICTIONS, ORGANIZATIONS = f"{INSTANCE}/restrictions", f"{INSTANCE}/organization_settings"
BETA, COMMUNICATION = "/v1/beta_features/instance_settings", f"{INSTANCE}/communication"
NAMES = (
    "allowlist",
    "blocklist",
    "allowlist_blocklist_disabled_on_sign_in",
    "block_email_subaddresses",
    "block_disposable_email_domains",
)


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def environment(browser):
    return browser.get("/v1/environment").json()


def refused(reply):
    return reply.status_code, codes(reply)


def test_the_instance_is_read(backend, world):
    """Its id, its kind, and the origins that it lists."""
    told = backend.get(INSTANCE).json()
    backend.patch(INSTANCE, allowed_origins=["chrome-extension://abcdef"])

    assert {
        "object": "instance",
        "id": world.instance.id,
        "environment_type": "development",
        "allowed_origins": None,
        "workspace_id": None,
    } == told
    assert ["chrome-extension://abcdef"] == backend.get(INSTANCE).json()["allowed_origins"]


def test_settings_show_in_the_environment(backend, browser, world):
    """204 without a body; each field has its place there."""
    reply = backend.patch(
        INSTANCE,
        test_mode=False,
        hibp=False,
        support_email="help@engines.test",
        clerk_js_version="5",
        development_origin="http://localhost:5173/",
        url_based_session_syncing=False,
        enhanced_email_deliverability=True,
        preferred_sign_in_strategy_when_password_required="otp",
    )
    seen = environment(browser)

    assert (204, b"") == (reply.status_code, reply.answer.body.replace(b"null", b""))
    assert (False, True, False, False) == tuple(
        seen["auth_config"][name]
        for name in (
            "test_mode",
            "enhanced_email_deliverability",
            "url_based_session_syncing",
            "cookieless_dev",
        )
    )
    assert ("help@engines.test", "5", "otp", "http://localhost:5173") == tuple(
        seen["display_config"][name]
        for name in ("support_email", "clerk_js_version", "preferred_sign_in_strategy", "home_url")
    )
    assert seen["user_settings"]["password_settings"]["disable_hibp"]
    assert "http://localhost:5173" == world.instance.home_origin


def test_null_changes_nothing(backend, world):
    """A field of null is as good as left out."""
    before = world.instance.settings
    fields = ("test_mode", "hibp", "support_email", "allowed_origins", "cookieless_dev")

    assert 204 == backend.patch(INSTANCE, **dict.fromkeys(fields)).status_code
    assert before == world.instance.settings


@pytest.mark.parametrize(
    ("path", "fields", "refusal"),
    [
        (INSTANCE, {"support_email": "nobody"}, ("form_param_format_invalid", "support_email")),
        (INSTANCE, {"allowed_origins": ["here"]}, ("invalid_redirect_url", "allowed_origins")),
        (INSTANCE, {"development_origin": "/"}, ("invalid_redirect_url", "development_origin")),
        (INSTANCE, {"test_mode": "on"}, ("form_param_type_invalid", "test_mode")),
        (INSTANCE, {"unheard_of": 1}, ("form_param_unknown", "unheard_of")),
        (RESTRICTIONS, {"allowlist": 1}, ("form_param_type_invalid", "allowlist")),
        (
            ORGANIZATIONS,
            {"max_allowed_memberships": -1},
            ("form_param_value_invalid", "max_allowed_memberships"),
        ),
        (
            ORGANIZATIONS,
            {"domains_enrollment_modes": ["x"]},
            ("form_param_value_invalid", "domains_enrollment_modes"),
        ),
        (BETA, {"from_email_address": "a@b.test"}, ("form_param_format_invalid", "from_email_address")),
        (BETA, {"session_token_template": "none"}, ("form_param_value_invalid", "session_token_template")),
        (
            COMMUNICATION,
            {"blocked_country_codes": ["usa"]},
            ("form_param_format_invalid", "blocked_country_codes"),
        ),
        (
            COMMUNICATION,
            {"blocked_country_codes": ["US"] * 2},
            ("form_param_array_size_exceeded", "blocked_country_codes"),
        ),
    ],
)
def test_what_cannot_be_set_is_refused(backend, world, path, fields, refusal):
    """422 that names the field; nothing is set."""
    before = world.digest()

    assert (422, [refusal]) == refused(backend.patch(path, **fields))
    assert before == world.digest()


def test_restrictions_are_echoed_and_shown(backend, browser):
    """All of them, whichever were changed."""
    told = backend.patch(RESTRICTIONS, **dict.fromkeys(NAMES, True)).json()
    again = backend.patch(RESTRICTIONS, blocklist=False).json()
    shown = environment(browser)["user_settings"]["restrictions"]

    assert {"object": "instance_restrictions", **dict.fromkeys(NAMES, True)} == told
    assert told | {"blocklist": False} == again
    assert {name: again[name] for name in NAMES} == {name: shown[name]["enabled"] for name in NAMES}


def test_restrictions_are_obeyed(backend, browser):
    """From the next request on, addresses that are thrown away are refused."""
    form = {"email_address": "a@mailinator.com", "password": "brass-gears-and-steam"}
    before = browser.post(SIGN_UPS, **form)
    backend.patch(RESTRICTIONS, block_disposable_email_domains=True)

    assert 200 == before.status_code
    assert [("form_email_address_blocked", "email_address")] == codes(browser.post(SIGN_UPS, **form))


def test_organizations_are_switched_on(backend, browser, world):
    """The answer and the environment tell it; roles are named by their ids."""
    admin, member = (world.roles.first(key=key) for key in ("org:admin", "org:member"))
    told = backend.patch(
        ORGANIZATIONS,
        enabled=True,
        max_allowed_memberships=7,
        admin_delete_enabled=False,
        domains_enabled=True,
        slug_disabled=False,
        domains_enrollment_modes=["automatic_invitation"],
        creator_role_id=admin.id,
        domains_default_role_id=member.id,
    ).json()
    seen = environment(browser)["organization_settings"]

    assert told == backend.get(ORGANIZATIONS).json()
    assert (True, 7, False, True, ["automatic_invitation"], "org:member", "org:admin") == tuple(
        told[name]
        for name in (
            "enabled",
            "max_allowed_memberships",
            "admin_delete_enabled",
            "domains_enabled",
            "domains_enrollment_modes",
            "domains_default_role",
            "creator_role",
        )
    )
    assert (True, 7, False, False) == (
        seen["enabled"],
        seen["max_allowed_memberships"],
        seen["actions"]["admin_delete"],
        seen["slug"]["disabled"],
    )


def test_roles_of_organizations_have_to_fit(server, b2b):
    """An unknown role is 404, one that may not manage is no role for founders."""
    member = b2b.roles.first(key="org:member")

    assert (404, [("resource_not_found", None)]) == refused(
        server.patch(ORGANIZATIONS, creator_role_id="role_1")
    )
    assert (422, [("organization_missing_creator_role_permissions", "creator_role_id")]) == refused(
        server.patch(ORGANIZATIONS, creator_role_id=member.id)
    )


def test_organizations_in_use_stay(server, b2b):
    """Whoever has organizations cannot switch them off."""
    reply = server.patch(ORGANIZATIONS, enabled=False)

    assert (400, [("organizations_disable_not_allowed", None)]) == refused(reply)
    assert b2b.instance.settings.organization_settings.enabled


def test_no_sms_goes_to_blocked_countries(backend, browser, world):
    """Until the country is taken off the list."""
    with_phones(world, required=False)
    backend.patch(COMMUNICATION, blocked_country_codes=["US", "CA"])
    begun = browser.post(SIGN_UPS, phone_number="+12025557143").response
    path = f"{SIGN_UPS}/{begun['id']}/prepare_verification"
    blocked = browser.post(path, strategy="phone_code")
    told = backend.patch(COMMUNICATION, blocked_country_codes=[]).json()

    assert (403, [("unsupported_country_code", None)]) == refused(blocked)
    assert {"object": "instance_communication", "blocked_country_codes": []} == told
    assert told == backend.get(COMMUNICATION).json()
    assert 200 == browser.post(path, strategy="phone_code").status_code


def test_older_settings_are_echoed(backend, browser, world):
    """The sender, sign-ups bit by bit, and the allowlist by its older name."""
    told = backend.patch(
        BETA,
        restricted_to_allowlist=True,
        from_email_address="hello",
        progressive_sign_up=False,
        enhanced_email_deliverability=True,
    ).json()
    seen = environment(browser)["user_settings"]

    assert {
        "object": "instance_settings",
        "id": world.instance.id,
        "from_email_address": "hello",
        "progressive_sign_up": False,
        "restricted_to_allowlist": True,
        "enhanced_email_deliverability": True,
    } == told
    assert (True, False) == (seen["restrictions"]["allowlist"]["enabled"], seen["sign_up"]["progressive"])


def test_the_sender_is_that_of_the_instance(backend, world):
    """Mails come from the name that was set."""
    backend.patch(BETA, from_email_address="hello")
    backend.post("/v1/invitations", email_address="lin@engines.test")

    assert "hello" == world.messages.where(to="lin@engines.test")[-1].from_email_name
    assert 0 == world.messages.count(to=ADA)
