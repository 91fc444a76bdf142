"""Settings of an instance; names and defaults as the environment of a new development instance shows them."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world.records.user_settings import Attribute, Attributes, Names, UserSettings

__all__ = ["Attribute", "Attributes", "Names", "Settings", "UserSettings"]


@dataclass(frozen=True, slots=True)
class AuthConfig:
    """How many sessions a client holds, test mode, reverification, the phone channel of each country."""

    single_session_mode: bool = True
    reverification: bool = True
    test_mode: bool = True
    enhanced_email_deliverability: bool = False
    claimed_at: int | None = None
    preferred_channels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DisplayConfig:
    """Texts and targets of the prebuilt components. An empty URL lets the page of the app decide."""

    instance_environment_type: str = "development"
    application_name: str = "mockfapi"
    theme: Mapping[str, Any] = field(
        default_factory=lambda: {
            "buttons": {"font_color": "#ffffff", "font_family": "inherit", "font_weight": "600"},
            "general": {
                "color": "#6c47ff",
                "padding": "1em",
                "box_shadow": "0 2px 8px rgba(0, 0, 0, 0.2)",
                "font_color": "#151515",
                "font_family": "inherit",
                "border_radius": "0.5em",
                "background_color": "#ffffff",
                "label_font_weight": "600",
            },
            "accounts": {"background_color": "#ffffff"},
        }
    )
    preferred_sign_in_strategy: str = "password"
    home_url: str = ""
    sign_in_url: str = ""
    sign_up_url: str = ""
    user_profile_url: str = ""
    waitlist_url: str = ""
    after_sign_in_url: str = ""
    after_sign_up_url: str = ""
    after_sign_out_one_url: str = ""
    after_sign_out_all_url: str = ""
    after_switch_session_url: str = ""
    after_join_waitlist_url: str = ""
    organization_profile_url: str = ""
    create_organization_url: str = ""
    after_leave_organization_url: str = ""
    after_create_organization_url: str = ""
    logo_link_url: str = ""
    support_email: str | None = None
    branded: bool = True
    experimental_force_oauth_first: bool = False
    clerk_js_version: str | None = "6"
    show_devmode_warning: bool = True
    google_one_tap_client_id: str | None = None
    help_url: str | None = None
    privacy_policy_url: str | None = None
    terms_url: str | None = None
    logo_image_url: str | None = None
    favicon_image_url: str | None = None
    captcha_public_key: str | None = None
    captcha_widget_type: str | None = None
    captcha_public_key_invisible: str | None = None
    captcha_provider: str | None = None
    captcha_oauth_bypass: Names = ()
    captcha_heartbeat: bool = False


@dataclass(frozen=True, slots=True)
class OrganizationActions:
    """What administrators of an organization may do."""

    admin_delete: bool = True


@dataclass(frozen=True, slots=True)
class OrganizationDomains:
    """Domains that organizations may own."""

    enabled: bool = False
    enrollment_modes: Names = ()
    default_role: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationSlug:
    """Whether organizations show a slug."""

    disabled: bool = True


@dataclass(frozen=True, slots=True)
class OrganizationCreationDefaults:
    """Whether founders of organizations are told what to call them."""

    enabled: bool = False


@dataclass(frozen=True, slots=True)
class OrganizationSettings:
    """Whether there are organizations, and how large they get."""

    enabled: bool = False
    max_allowed_memberships: int = 5
    actions: OrganizationActions = OrganizationActions()
    domains: OrganizationDomains = OrganizationDomains()
    slug: OrganizationSlug = OrganizationSlug()
    creator_role: str = "org:admin"
    force_organization_selection: bool = False
    organization_creation_defaults: OrganizationCreationDefaults = OrganizationCreationDefaults()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the real service decides but no environment shows. Durations in milliseconds.

    `resend_cooldown` 0 allows codes to be asked for again at once.
    `token_version` None follows the API version. `inactivity_timeout` 0 is off.
    `client_trust` asks for a code after a password on a client that is new to the user. Clients of the v5
    line do not know `client_trust_status`: for them it is needs_second_factor, as on older instances.
    `enumeration_protection` is bulk or strict, where the instance has it on.
    `pwned_passwords` are those that a breach has shown. `reset_password_task`: a password that must be reset
    makes the session pending; else it is refused at sign-in. `session_claims` are added to session tokens.
    `sms_countries` are where messages go, by their two letters; empty: everywhere.
    `passkeys_are_multi_factor`: a passkey needs no second factor.
    `reverification_window` is how old a factor may be when a sensitive operation asks for it.
    `organization_quota` is how many organizations there may be; 0 is no limit.
    `captcha_tokens` are what a solved captcha is worth: any other token is refused. `disposable_domains` are
    taken for throw-away ones, beside those that everybody knows.
    `handshake_nonces`: handshakes answer a nonce to servers that ask for one. `satellite_domains` are the
    Frontend API hosts of the instance's satellites.
    `user_quota` is how many users the instance takes; 0 is no limit.
    `redirect_origins` are the further origins that redirects may lead to, besides localhost.
    `allowed_origins` are those of apps that are no web pages: extensions, Electron, Capacitor.
    `blocked_country_codes` are where no SMS goes, by their two letters. `from_email_address` is who sends
    mails, before the @. `session_token_template` is the JWT template whose claims session tokens carry, too.
    `session_refresh`: servers may exchange expired session tokens. `deprecated_operations`: verifying
    sessions and listing clients still work, as on older instances.
    `oauth_person` is the e-mail address of whoever comes back from every provider; empty: a page asks.
    `url_based_session_syncing`: a development instance carries sessions in addresses.
    """

    code_attempts: int = 5
    code_lifetime: int = 10 * 60_000
    resend_cooldown: int = 0
    sign_in_lifetime: int = 24 * 3_600_000
    sign_up_lifetime: int = 24 * 3_600_000
    session_lifetime: int = 7 * 24 * 3_600_000
    session_abandon: int = 30 * 24 * 3_600_000
    session_token_lifetime: int = 60_000
    token_version: int | None = None
    link_lifetime: int = 10 * 60_000
    inactivity_timeout: int = 0
    client_trust: bool = False
    client_trust_status: str = "needs_client_trust"
    enumeration_protection: str = "bulk"
    pwned_passwords: Names = ()
    reset_password_task: bool = True
    session_claims: Mapping[str, Any] = field(default_factory=dict)
    sms_countries: Names = ()
    captcha_tokens: Names = ("XXXX.DUMMY.TOKEN.XXXX",)
    disposable_domains: Names = ()
    passkeys_are_multi_factor: bool = True
    reverification_window: int = 10 * 60_000
    organization_quota: int = 0
    redirect_origins: Names = ()
    handshake_lifetime: int = 60_000
    user_quota: int = 0
    handshake_nonces: bool = True
    satellite_domains: Names = ()
    allowed_origins: Names = ()
    blocked_country_codes: Names = ()
    from_email_address: str = "notifications"
    session_token_template: str = ""
    oauth_person: str = ""
    url_based_session_syncing: bool = True
    session_refresh: bool = True
    deprecated_operations: bool = True


@dataclass(frozen=True, slots=True)
class ApiKeysSettings:
    """Whose API keys people manage in the app. Servers make keys in any case."""

    enabled: bool = False
    user_api_keys_enabled: bool = False
    orgs_api_keys_enabled: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a scenario may set under `instance`."""

    auth_config: AuthConfig = AuthConfig()
    display_config: DisplayConfig = field(default_factory=DisplayConfig)
    user_settings: UserSettings = field(default_factory=UserSettings)
    organization_settings: OrganizationSettings = OrganizationSettings()
    api_keys_settings: ApiKeysSettings = ApiKeysSettings()
    behaviour: Behaviour = Behaviour()
    maintenance_mode: bool = False
    client_debug_mode: bool = False
