"""Settings of the instance, as Clerk's server libraries handle them: what they changed is read again."""

import pytest

from tests.people import ADA

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")

HOME = "https://app.engines.test/home"


def test_python_keeps_jwt_templates(py):
    """Name and lifetime are changed, and it is no longer there in the end."""
    given = {"name": "shop", "claims": {"role": "{{user.public_metadata.role}}"}, "lifetime": 90}
    made = py.jwt_templates.create(request=given)
    py.jwt_templates.update(template_id=made.id, name="store", claims={}, lifetime=120)
    found = py.jwt_templates.get(template_id=made.id)

    assert ("store", 120) == (found.name, found.lifetime)
    assert made.id in [it.id for it in py.jwt_templates.list()]
    assert py.jwt_templates.delete(template_id=made.id).deleted
    assert 404 == refusal(py.jwt_templates.get, template_id=made.id)[0]


def test_javascript_keeps_jwt_templates(js):
    """Claims arrive and come back as they are."""
    made = js.jwtTemplates.create({"name": "shop", "claims": {"plan": "gold"}, "allowedClockSkew": 3})
    given = {"templateId": made["id"], "name": "store", "claims": {"plan": "silver"}, "lifetime": 120}
    changed = js.jwtTemplates.update(given)
    listed = js.jwtTemplates.list({"limit": 20})

    assert ("store", {"plan": "silver"}, 120) == (changed["name"], changed["claims"], changed["lifetime"])
    assert made["id"] in [it["id"] for it in listed["data"]]
    assert "store" == js.jwtTemplates.get(made["id"])["name"]
    assert js.jwtTemplates.delete(made["id"])["deleted"]


def test_python_keeps_redirect_urls(py):
    """Listed while it is there, 404 afterwards."""
    made = py.redirect_urls.create(request={"url": HOME})

    assert HOME == py.redirect_urls.get(id=made.id).url
    assert made.id in [it.id for it in py.redirect_urls.list()]
    assert py.redirect_urls.delete(id=made.id).deleted
    assert 404 == refusal(py.redirect_urls.get, id=made.id)[0]


def test_javascript_keeps_redirect_urls(js):
    """Listed while it is there."""
    made = js.redirectUrls.createRedirectUrl({"url": HOME})

    assert HOME == js.redirectUrls.getRedirectUrl(made["id"])["url"]
    assert made["id"] in [it["id"] for it in js.redirectUrls.getRedirectUrlList()["data"]]
    assert js.redirectUrls.deleteRedirectUrl(made["id"])["deleted"]


def test_python_changes_the_instance(py):
    """What people may do to come in, and what organizations are."""
    py.instance_settings.update(request={"support_email": ADA, "allowed_origins": ["https://engines.test"]})
    barred = py.instance_settings.update_restrictions(request={"allowlist": True, "blocklist": False})
    py.instance_settings.update_organization_settings(request={"enabled": True, "max_allowed_memberships": 7})
    py.instance_settings.update_communication(request={"blocked_country_codes": ["FR"]})

    assert ["https://engines.test"] == py.instance_settings.get().allowed_origins
    assert (True, False) == (barred.allowlist, barred.blocklist)
    assert 7 == py.instance_settings.get_organization_settings().max_allowed_memberships
    assert ["FR"] == py.instance_settings.get_communication().blocked_country_codes


def test_javascript_changes_the_instance(js):
    """Each change is in the answer or in what is read next."""
    js.instance.update({"supportEmail": ADA, "allowedOrigins": ["https://engines.test"]})
    barred = js.instance.updateRestrictions({"allowlist": True, "blockEmailSubaddresses": True})
    organizations = js.instance.updateOrganizationSettings({"enabled": True, "maxAllowedMemberships": 7})

    assert ["https://engines.test"] == js.instance.get()["allowedOrigins"]
    assert [True, True] == [barred["allowlist"], barred["blockEmailSubaddresses"]]
    assert 7 == organizations["maxAllowedMemberships"]


def test_javascript_3_reads_the_organization_settings(js3):
    """As they were just set."""
    js3.instance.updateOrganizationSettings({"enabled": True, "maxAllowedMemberships": 7})

    assert 7 == js3.instance.getOrganizationSettings()["maxAllowedMemberships"]


def test_python_changes_what_was_beta(py):
    """The old way to the same settings; a domain is not changed in development."""
    changed = py.beta_features.update_instance_settings(request={"restricted_to_allowlist": True})
    home = {"home_url": "https://engines.test"}

    assert changed.restricted_to_allowlist
    assert 400 == refusal(py.beta_features.update_production_instance_domain, request=home)[0]
    assert 400 == refusal(py.instance_settings.change_domain, request=home)[0]


def test_javascript_may_not_move_a_development_instance(js):
    """Only production has a home of its own."""
    assert 400 == refusal(js.betaFeatures.changeDomain, {"homeUrl": "https://engines.test"})[0]


def test_python_keeps_domains(py):
    """Satellites come and go, the primary one stays."""
    made = py.domains.add(request={"name": "shop.engines.test", "IS_SATELLITE": True})
    changed = py.domains.update(domain_id=made.id, name="store.engines.test")
    listed = py.domains.list()
    primary = next(it.id for it in listed.data if not it.is_satellite)

    assert ("store.engines.test", True) == (changed.name, changed.is_satellite)
    assert made.id in [it.id for it in listed.data]
    assert py.domains.delete(domain_id=made.id).deleted
    assert 403 == refusal(py.domains.delete, domain_id=primary)[0]


def test_javascript_keeps_domains(js):
    """Two satellites, one renamed, both gone by both names of the method."""
    made = js.domains.add({"name": "shop.engines.test", "is_satellite": True})
    other = js.domains.add({"name": "desk.engines.test", "is_satellite": True})
    changed = js.domains.update({"domainId": made["id"], "name": "store.engines.test"})

    assert "store.engines.test" == changed["name"]
    assert {made["id"], other["id"]} < {it["id"] for it in js.domains.list()["data"]}
    assert js.domains.delete(made["id"])["deleted"]
    assert js.domains.deleteDomain(other["id"])["deleted"]


def test_both_check_proxies(py, js):
    """An address of the web will do; something else is refused."""
    primary = py.domains.list().data[0].id
    good, bad = "https://engines.test/__clerk", "ftp://engines.test"

    assert py.proxy_checks.verify(request={"domain_id": primary, "proxy_url": good}).successful
    assert js.proxyChecks.verify({"domainId": primary, "proxyUrl": good})["successful"]
    assert (422, ["invalid_proxy_configuration"]) == refusal(
        js.proxyChecks.verify, {"domainId": primary, "proxyUrl": bad}
    )


def test_python_words_messages(py):
    """A template is changed, tried, sent by others, and put back."""
    slug = {"template_type": "email", "slug": "verification_code"}
    before = py.email_sms_templates.get(**slug)
    body = "<p>{{otp_code}}</p>"
    py.email_and_sms_templates.upsert(**slug, name="Code", subject="Your code", body=body)
    tried = py.templates.preview(**slug, subject="Try", body=body)
    changed = py.email_sms_templates.get(**slug)
    off = py.email_sms_templates.toggle_template_delivery(**slug, delivered_by_clerk=False)
    back = py.email_sms_templates.revert(**slug)

    assert "verification_code" in [it.slug for it in py.email_sms_templates.list(template_type="email")]
    assert ("Your code", False) == (changed.subject, off.delivered_by_clerk)
    assert tried is not None
    assert before.subject == back.subject


def test_both_turn_webhooks_on_and_off(py, js):
    """The address of the dashboard is there while the webhooks are."""
    assert py.webhooks.create_svix_app().svix_url
    assert py.webhooks.generate_svix_auth_url().svix_url
    py.webhooks.delete_svix_app()
    assert (400, ["svix_app_missing"]) == refusal(py.webhooks.delete_svix_app)
    assert js.webhooks.createSvixApp()["svix_url"]
    assert js.webhooks.generateSvixAuthURL()["svix_url"]
    js.webhooks.deleteSvixApp()
    assert (400, ["svix_app_missing"]) == refusal(js.webhooks.generateSvixAuthURL)


def test_javascript_3_sends_messages(clerk, js3):
    """The message is in the outbox, and can be read again."""
    ada = clerk.user(ADA)
    desk = {"address": "desk@engines.test", "name": "The desk"}
    message = {"to": {"userId": ada.id}, "from": desk, "subject": "Hello", "text": "It works."}
    sent = js3.emails.create(message)

    assert sent["id"] == js3.emails.get(sent["id"])["id"]
    assert "Hello" == clerk.outbox.last(ADA).subject


def test_both_read_the_key_set(py, js):
    """The same keys."""
    found = py.jwks.get_jwks()

    assert [it.kid for it in found.keys] == [it["kid"] for it in js.jwks.getJwks()["keys"]]


def test_python_asks_for_the_interstitial(clerk, py):
    """It is a page and no record, so the library hands nothing back."""
    py.miscellaneous.get_public_interstitial(publishable_key=clerk.publishable_key)

    assert 200 == clerk.calls("Miscellaneous_getInterstitialMarkup")[-1].status


def test_javascript_asks_for_keys_of_a_new_app(clerk, js):
    """Keyless mode: the keys are those of this world."""
    offered = js.__experimental_accountlessApplications.createAccountlessApplication()
    claimed = js.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding()

    assert [clerk.publishable_key] * 2 == [offered["publishableKey"], claimed["publishableKey"]]
