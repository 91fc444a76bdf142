"""Generated parts of an instance: tickets, lists, domains, templates, applications, connections, settings."""

from typing import Any

from hypothesis import strategies as st

from mockfapi.rules import message_templates, users
from mockfapi.world import World
from mockfapi.world import records as r
from mockfapi.world.records.settings import OrganizationSettings
from mockfapi.world.records.user_settings import Restrictions
from tests.rules.certificates import CERTIFICATE
from tests.views.people import JSON, TIMES, a_world
from tests.views.settings_of_any_kind import SETTINGS

BACKEND_SCHEMAS: dict[type, str] = {
    r.AccountlessApplication: "AccountlessApplication",
    r.ActorToken: "ActorToken",
    r.AgentTask: "AgentTask",
    r.AllowlistIdentifier: "AllowlistIdentifier",
    r.BlocklistIdentifier: "BlocklistIdentifier",
    r.Domain: "Domain",
    r.Instance: "Instance",
    r.InstanceCommunication: "InstanceCommunication",
    r.InstanceSettings: "BetaFeaturesUpdateInstanceSettingsResponse",
    r.Invitation: "Invitation",
    r.Message: "Email",
    r.MessagePreview: "EmailSmsTemplatesPreviewTemplateResponse",
    r.MessageTemplate: "Template",
    r.OAuthApplication: "OAuthApplication",
    r.OAuthApplicationWithSecret: "OAuthApplicationWithSecret",
    r.ProxyCheck: "ProxyCheck",
    r.RedirectUrl: "RedirectURL",
    r.SamlConnection: "SAMLConnection",
    r.SignInToken: "SignInToken",
    r.SvixApp: "SvixURL",
    r.TestingToken: "TestingToken",
    r.WaitlistEntry: "WaitlistEntry",
    OrganizationSettings: "OrganizationSettings",
    Restrictions: "InstanceRestrictions",
}
TEXTS = st.text(max_size=9)
MAYBE = st.none() | TIMES
ENTRIES = st.sampled_from(["ada@acme.dev", "*@acme.dev", "+12025557143", "0x" + "a" * 40])
ADDRESSES = st.sampled_from(["https://app.test/__clerk", "http://localhost:3000"])
ACTORS = JSON.map(lambda more: {**more, "sub": "user_1"})
URIS = st.lists(ADDRESSES, max_size=2, unique=True).map(tuple)


def _stamped(kind: Any, prefix: str, **fields: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, id=st.just(f"{prefix}_1"), created_at=TIMES, updated_at=TIMES, **fields)


TOKEN_FACTS: dict[str, Any] = {"expire_at": TIMES, "used_at": MAYBE, "revoked_at": MAYBE}
SIGN_IN_TOKENS = _stamped(r.SignInToken, "sit", user_id=st.just("user_1"), **TOKEN_FACTS)
ACTOR_TOKENS = _stamped(
    r.ActorToken, "act", user_id=st.just("user_1"), actor=ACTORS, session_max_duration=TIMES, **TOKEN_FACTS
)
TASKS = _stamped(
    r.AgentTask,
    "agent_task",
    user_id=st.just("user_1"),
    redirect_url=ADDRESSES,
    session_max_duration=TIMES,
    **TOKEN_FACTS,
)
INVITATIONS = _stamped(
    r.Invitation,
    "inv",
    email_address=st.just("ada@acme.dev"),
    expire_at=MAYBE,
    public_metadata=JSON,
    accepted_at=MAYBE,
    revoked_at=MAYBE,
)
WAITING = _stamped(
    r.WaitlistEntry,
    "wle",
    email_address=st.just("ada@acme.dev"),
    invitation_id=st.sampled_from([None, "inv_1", "inv_gone"]),
    rejected_at=MAYBE,
    completed_at=MAYBE,
)
DOMAINS = _stamped(
    r.Domain, "dmn", name=st.just("a.test"), is_satellite=st.booleans(), proxy_url=st.none() | ADDRESSES
)
CHECKS = _stamped(
    r.ProxyCheck,
    "proxchk",
    domain_id=st.just("dmn_1"),
    proxy_url=ADDRESSES,
    successful=st.booleans(),
    last_run_at=MAYBE,
)
APPLICATIONS = _stamped(
    r.OAuthApplication,
    "oauthapp",
    name=TEXTS,
    client_id=TEXTS,
    client_secret=st.none() | TEXTS,
    redirect_uris=URIS,
    public=st.booleans(),
)
CONNECTIONS = _stamped(
    r.SamlConnection,
    "samlc",
    name=TEXTS,
    provider=st.sampled_from(["saml_custom", "saml_okta"]),
    domains=st.sampled_from([(), ("a.test",), ("a.test", "b.test")]),
    organization_id=st.none() | st.just("org_1"),
    idp_certificate=st.sampled_from([None, CERTIFICATE]),
    idp_certificate_issued_at=MAYBE,
    idp_metadata=st.none() | TEXTS,
    active=st.booleans(),
    login_hint=st.sampled_from([{"mode": "off"}, {"mode": "custom_attribute", "source": "nick"}]),
)
MESSAGES = st.builds(
    r.Message,
    id=st.just("ema_1"),
    created_at=TIMES,
    channel=st.just("email"),
    to=st.sampled_from(["ada@acme.dev", "nobody@acme.dev"]),
    kind=st.sampled_from(["verification_code", "transactional"]),
    subject=TEXTS,
    body=TEXTS,
    html=st.none() | TEXTS,
    from_email_name=TEXTS,
    delivered_by_clerk=st.booleans(),
    data=JSON,
)
PREVIEWS = st.builds(
    r.MessagePreview, TEXTS, st.none() | TEXTS, st.sampled_from(["", "a"]), st.sampled_from(["", "b"])
)
OTHERS = (
    _stamped(r.AllowlistIdentifier, "alid", identifier=ENTRIES, invitation_id=st.none() | st.just("inv_1")),
    _stamped(r.BlocklistIdentifier, "blid", identifier=ENTRIES),
    _stamped(r.RedirectUrl, "ru", url=ADDRESSES),
    st.builds(r.SvixApp, st.just("app_1"), TIMES),
    st.builds(r.TestingToken, TEXTS, TIMES),
    st.builds(r.AccountlessApplication, TEXTS, TEXTS, TEXTS, TEXTS),
)


@st.composite
def furnished(draw: st.DrawFn) -> tuple[World, list[Any]]:
    """A world with settings of any kind, and one record of every type above."""
    world = a_world(draw(SETTINGS))
    users.create(world, users.UserFields(first_name="Ada"))
    world.invitations.save(draw(INVITATIONS))
    application = draw(APPLICATIONS)
    slug = draw(st.sampled_from([it.slug for it in message_templates.every(world, "email")]))
    template = message_templates.of(world, "email", slug)
    kinds = (SIGN_IN_TOKENS, ACTOR_TOKENS, TASKS, WAITING, DOMAINS, CHECKS, CONNECTIONS, MESSAGES, PREVIEWS)
    it = world.instance
    return world, [
        *world.invitations,
        application,
        r.OAuthApplicationWithSecret(application),
        template,
        message_templates.toggle_delivery(world, template, draw(st.booleans())),
        *(draw(kind) for kind in (*kinds, *OTHERS)),
        it,
        r.InstanceSettings(it),
        r.InstanceCommunication(it),
        it.settings.organization_settings,
        it.settings.user_settings.restrictions,
    ]
