"""Settings of an instance; names and defaults as the environment of a new development instance shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an instance does with one attribute of its users."""

    enabled: bool = False
    required: bool = False
    used_for_first_factor: bool = False
    first_factors: Names = ()
    used_for_second_factor: bool = False
    second_factors: Names = ()
    verifications: Names = ()
    verify_at_sign_up: bool = False
    immutable: bool = False


EMAIL = Attribute(
    enabled=True,
    required=True,
    used_for_first_factor=True,
    first_factors=("email_code",),
    verifications=("email_code",),
    verify_at_sign_up=True,
)


@dataclass(frozen=True, slots=True)
class Attributes:
    email_address: Attribute = EMAIL
    phone_number: Attribute = Attribute()
    username: Attribute = Attribute()
    web3_wallet: Attribute = Attribute()
    first_name: Attribute = Attribute(enabled=True)
    last_name: Attribute = Attribute(enabled=True)
    password: Attribute = Attribute(enabled=True, required=True)
    authenticator_app: Attribute = Attribute()
    ticket: Attribute = Attribute(enabled=True)
    backup_code: Attribute = Attribute()
    passkey: Attribute = Attribute()


@dataclass(frozen=True, slots=True)
class SecondFactor:
    required: bool = False


@dataclass(frozen=True, slots=True)
class SignInSettings:
    second_factor: SecondFactor = SecondFactor()


@dataclass(frozen=True, slots=True)
class SignUpSettings:
    """`mode` is public, restricted or waitlist. Captcha is off: it would need an outside script."""

    captcha_enabled: bool = False
    captcha_widget_type: str = "smart"
    custom_action_required: bool = False
    progressive: bool = True
    mode: str = "public"
    legal_consent_enabled: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    enabled: bool = False


@dataclass(frozen=True, slots=True)
class Restrictions:
    allowlist: Switch = Switch()
    blocklist: Switch = Switch()
    allowlist_blocklist_disabled_on_sign_in: Switch = Switch(enabled=True)
    block_email_subaddresses: Switch = Switch()
    block_disposable_email_domains: Switch = Switch()


@dataclass(frozen=True, slots=True)
class PasswordSettings:
    """Lengths of 0 stand for the limits 8 and 72."""

    disable_hibp: bool = False
    min_length: int = 0
    max_length: int = 0
    require_special_char: bool = False
    require_numbers: bool = False
    require_uppercase: bool = False
    require_lowercase: bool = False
    show_zxcvbn: bool = True
    min_zxcvbn_strength: int = 2
    enforce_hibp_on_sign_in: bool = True
    allowed_special_characters: str = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"


@dataclass(frozen=True, slots=True)
class UsernameSettings:
    min_length: int = 4
    max_length: int = 64
    allow_extended_special_characters: bool = False
    allow_numeric_usernames: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    delete_self: bool = True
    create_organization: bool = True
    create_organizations_limit: int | None = None


@dataclass(frozen=True, slots=True)
class UserLockout:
    enabled: bool = True
    max_attempts: int = 10
    duration_in_minutes: int = 60


@dataclass(frozen=True, slots=True)
class EmailLinkSettings:
    require_same_client: bool = True


@dataclass(frozen=True, slots=True)
class AttackProtection:
    user_lockout: UserLockout = UserLockout()
    pii: Switch = Switch(enabled=True)
    email_link: EmailLinkSettings = EmailLinkSettings()
    enumeration_protection: Switch = Switch()


@dataclass(frozen=True, slots=True)
class PasskeySettings:
    allow_autofill: bool = True
    show_sign_in_button: bool = True


@dataclass(frozen=True, slots=True)
class EnterpriseSSO:
    enabled: bool = False
    self_serve_sso: bool = False


@dataclass(frozen=True, slots=True)
class UserSettings:
    attributes: Attributes = Attributes()
    social: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    saml: EnterpriseSSO = EnterpriseSSO()
    enterprise_sso: EnterpriseSSO = EnterpriseSSO()
    sign_in: SignInSettings = SignInSettings()
    sign_up: SignUpSettings = SignUpSettings()
    restrictions: Restrictions = Restrictions()
    password_settings: PasswordSettings = PasswordSettings()
    username_settings: UsernameSettings = UsernameSettings()
    actions: Actions = Actions()
    attack_protection: AttackProtection = AttackProtection()
    passkey_settings: PasskeySettings = PasskeySettings()


@dataclass(frozen=True, slots=True)
class AuthConfig:
    single_session_mode: bool = True
    reverification: bool = True
    test_mode: bool = True
    enhanced_email_deliverability: bool = False
    claimed_at: int | None = None


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
    admin_delete: bool = True


@dataclass(frozen=True, slots=True)
class OrganizationDomains:
    enabled: bool = False
    enrollment_modes: Names = ()
    default_role: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationSlug:
    disabled: bool = True


@dataclass(frozen=True, slots=True)
class OrganizationSettings:
    enabled: bool = False
    max_allowed_memberships: int = 5
    actions: OrganizationActions = OrganizationActions()
    domains: OrganizationDomains = OrganizationDomains()
    slug: OrganizationSlug = OrganizationSlug()
    creator_role: str = "org:admin"
    force_organization_selection: bool = False


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the real service decides but no environment shows. Durations in milliseconds.

    `resend_cooldown` 0 allows codes to be asked for again at once.
    `token_version` None follows the API version.
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


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a scenario may set under `instance`."""

    auth_config: AuthConfig = AuthConfig()
    display_config: DisplayConfig = field(default_factory=DisplayConfig)
    user_settings: UserSettings = field(default_factory=UserSettings)
    organization_settings: OrganizationSettings = OrganizationSettings()
    behaviour: Behaviour = Behaviour()
    maintenance_mode: bool = False
    client_debug_mode: bool = False
