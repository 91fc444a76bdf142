"""What servers ask for about the instance: who may come in, its settings, templates, other programs."""

from mockfapi.rules import domains
from tests.contract.stock import APP, OTTO, VERA, Prepared

SAML = {"name": "Mill", "domain": "mill.test", "provider": "saml_okta"}
TEMPLATE = {"template_type": "email", "slug": "verification_code"}
WORDING = {"name": "Code", "subject": "Your code", "body": "It is {{otp_code}}."}
LETTER = {
    "to": {"address": VERA},
    "from": {"address": "press@everything.test"},
    "subject": "News",
    "text": "There is none.",
}


def walk(it: Prepared) -> None:
    """One of each thing is there, and a template was changed."""
    _note_webhooks(it)
    _note_entrances(it)
    _note_tokens(it)
    _note_settings(it)
    _note_messages(it)
    _note_programs(it)


def _note_webhooks(it: Prepared) -> None:
    """Somebody was told something, who was not there; now nobody is told anything."""
    endpoint = it.clerk.webhooks.add("http://localhost:9/hooks", events=["waitlistEntry.created"])
    it.made("waitlist_entries", email_address="early@elsewhere.test")
    it.clerk.webhooks.flush()
    it.clerk.webhooks.update(endpoint, disabled=True)
    delivery = it.clerk.webhooks.deliveries[0].id
    it.fits("replayWebhookDelivery", {"delivery_id": delivery})
    path = {"endpoint_id": endpoint.id}
    it.fits("createWebhookEndpoint", body={"url": "http://localhost:3000/hooks"})
    it.fits("updateWebhookEndpoint", path, body={"description": "The printer"})
    it.fits("deleteWebhookEndpoint", path)


def _note_entrances(it: Prepared) -> None:
    made = it.made("allowlist_identifiers", identifier="good@elsewhere.test", notify=False)
    it.fits("AllowlistBlocklist_deleteIdentifier", {"identifier_id": made["id"]})
    made = it.made("blocklist_identifiers", identifier="bad@elsewhere.test")
    it.fits("AllowlistBlocklist_deleteIdentifierFromBlocklist", {"identifier_id": made["id"]})
    stranger = {"email_address": "stranger@elsewhere.test"}
    it.fits("Invitations_createNewInvitation", body=stranger)
    it.fits("Invitations_createBulk", body=[stranger])
    it.fits("WaitlistEntries_create", body=stranger)
    it.fits("WaitlistEntries_createBulk", body=[stranger])
    made = it.made("waitlist_entries", email_address="patient@elsewhere.test")
    path = {"waitlist_entry_id": made["id"]}
    it.fits("WaitlistEntries_delete", path)
    it.fits("WaitlistEntries_invite", path, body={})
    it.fits("WaitlistEntries_reject", path)


def _note_tokens(it: Prepared) -> None:
    otto, vera = it.user(OTTO), it.user(VERA)
    it.fits("ActorTokens_createToken", body={"user_id": otto, "actor": {"sub": vera}})
    task = {
        "on_behalf_of": {"user_id": otto},
        "permissions": "*",
        "agent_name": "Clerk of works",
        "task_description": "Counts the bricks",
        "redirect_url": APP,
    }
    it.fits("AgentTasks_create", body=task)
    it.fits("AgentTasks_revoke", {"agent_task_id": it.made("agents/tasks", **task)["agent_task_id"]})
    it.fits("JwtTemplates_createTemplate", body={"name": "desk", "claims": {"desk": "back"}})


def _note_settings(it: Prepared) -> None:
    it.fits("InstanceSettings_updateInstanceSettings", body={"support_email": "desk@everything.test"})
    url = it.made("redirect_urls", url="myapp://callback")["id"]
    it.fits("RedirectUrLs_createNewUrl", body={"url": "myapp://other"})
    it.fits("RedirectUrLs_getById", {"id": url})
    it.fits("RedirectUrLs_removeById", {"id": url})
    path = {"domain_id": it.made("domains", name="books.test", is_satellite=True)["id"]}
    it.fits("Domains_addSatelliteDomain", body={"name": "paper.test", "is_satellite": True})
    it.fits("Domains_updateDomain", path, body={"name": "print.test"})
    it.fits("Domains_deleteSatelliteDomain", path)
    home = domains.primary(it.clerk.world).id
    it.fits("ProxyChecks_verifyProxyConfiguration", body={"domain_id": home, "proxy_url": f"{APP}__clerk"})


def _note_messages(it: Prepared) -> None:
    backend = it.clerk.backend()
    url = f"/v1/templates/{TEMPLATE['template_type']}/{TEMPLATE['slug']}"
    assert 200 == backend.put(url, **WORDING).status_code
    for name in ("getTemplateDetails", "revertTemplate"):
        it.fits(f"EmailSmsTemplates_{name}", TEMPLATE)
    it.fits("EmailSmsTemplates_updateTemplateByTypeAndSlug", TEMPLATE, body=WORDING)
    preview = {"subject": "Your code", "body": "It is {{otp_code}}."}
    it.fits("EmailSmsTemplates_previewTemplate", TEMPLATE, body=preview)
    off = {"delivered_by_clerk": False}
    it.fits("EmailSmsTemplates_toggleDeliveryByTypeAndSlug", TEMPLATE, body=off)
    it.fits("Emails_create", body=LETTER)
    it.fits("Emails_get", {"email_id": it.made("email", **LETTER)["id"]})
    it.made("webhooks/svix")
    it.fits("Webhooks_deleteSvixApp")
    it.fits("Webhooks_generateSvixDashboardUrl")
    it.fits("Miscellaneous_getInterstitialMarkup", query={})


def _note_programs(it: Prepared) -> None:
    made = it.made("oauth_applications", name="Reader", callback_url=APP)
    path = {"oauth_application_id": made["id"]}
    for name in ("getById", "deleteById", "rotateSecret"):
        it.fits(f"OAuthApplications_{name}", path)
    program = {"name": "Shelf", "callback_url": "https://shelf.test"}
    it.fits("OAuthApplications_createNewApplication", body=program)
    it.fits("OAuthApplications_updateApplication", path, body={"name": "Writer"})
    path = {"saml_connection_id": it.made("saml_connections", **SAML | {"domain": "books.test"})["id"]}
    for name in ("getById", "deleteConnectionById"):
        it.fits(f"SamlConnectionsBeta_{name}", path)
    it.fits("SamlConnectionsBeta_createNewConnection", body=SAML)
    it.fits("SamlConnectionsBeta_updateConnectionById", path, body={"name": "Books"})
