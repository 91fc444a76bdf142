"""Settings about users: what they have, how they get in. Names and defaults as the environment shows them."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass

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
    channels: Names = ()


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
    """What a user may have; all eleven are always there."""

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
    """Whether everybody needs a second factor."""

    required: bool = False


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """Demands on sign-ins."""

    second_factor: SecondFactor = SecondFactor()


@dataclass(frozen=True, slots=True)
class SignUpSettings:
    """`mode` is public, restricted or waitlist. Captcha is off: it would need an outside script.

    `mfa` says as `sign_in.second_factor` does whether everybody needs a second factor.
    """

    captcha_enabled: bool = False
    captcha_widget_type: str = "smart"
    custom_action_required: bool = False
    progressive: bool = True
    mode: str = "public"
    legal_consent_enabled: bool = False
    mfa: SecondFactor = SecondFactor()


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that is on or off."""

    enabled: bool = False


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Who is kept out."""

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
    """What a username may look like; lengths in characters."""

    min_length: int = 4
    max_length: int = 64
    allow_extended_special_characters: bool = False
    allow_numeric_usernames: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """What users may do themselves."""

    delete_self: bool = True
    create_organization: bool = True
    create_organizations_limit: int | None = None


@dataclass(frozen=True, slots=True)
class UserLockout:
    """After how many failures an account is locked, and for how long."""

    enabled: bool = True
    max_attempts: int = 10
    duration_in_minutes: int = 60


@dataclass(frozen=True, slots=True)
class EmailLinkSettings:
    """Where an e-mail link may be opened."""

    require_same_client: bool = True


@dataclass(frozen=True, slots=True)
class AttackProtection:
    """Protection of accounts against guessing."""

    user_lockout: UserLockout = UserLockout()
    pii: Switch = Switch(enabled=True)
    email_link: EmailLinkSettings = EmailLinkSettings()
    enumeration_protection: Switch = Switch()


@dataclass(frozen=True, slots=True)
class PasskeySettings:
    """How the prebuilt components offer passkeys."""

    allow_autofill: bool = True
    show_sign_in_button: bool = True


@dataclass(frozen=True, slots=True)
class EnterpriseSSO:
    """Whether companies bring their own identity provider."""

    enabled: bool = False
    self_serve_sso: bool = False


@dataclass(frozen=True, slots=True)
class UserSettings:
    """Everything about users and how they get in."""

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
