"""Settings of an instance with every field at any value that its type allows."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_origin, get_type_hints

from hypothesis import strategies as st

from mockfapi.world.records.settings import Settings
from mockfapi.world.records.user_settings import Names

# Texts of which only some mean anything: a scenario that says something else is refused.
WORDS = {
    "mode": ("public", "restricted", "waitlist"),
    "captcha_widget_type": ("smart", "invisible"),
    "captcha_provider": ("turnstile",),
    "instance_environment_type": ("development", "staging", "production"),
    "preferred_sign_in_strategy": ("password", "otp"),
    "enrollment_modes": ("manual_invitation", "automatic_invitation", "automatic_suggestion"),
    "first_factors": ("email_code", "email_link", "phone_code"),
    "second_factors": ("totp", "phone_code", "backup_code"),
    "verifications": ("email_code", "email_link", "phone_code"),
    "captcha_oauth_bypass": ("oauth_google",),
    "channels": ("sms", "whatsapp"),
    "client_trust_status": ("needs_client_trust", "needs_second_factor"),
    "enumeration_protection": ("bulk", "strict"),
    "pwned_passwords": ("correct horse battery staple",),
    "sms_countries": ("US", "CA", "DE"),
    "captcha_tokens": ("XXXX.DUMMY.TOKEN.XXXX",),
    "disposable_domains": ("gone.test",),
    "satellite_domains": ("clerk.other.test",),
    "redirect_origins": ("https://app.acme.dev",),
    "allowed_origins": ("chrome-extension://abcdef",),
    "blocked_country_codes": ("CU", "KP"),
}
TEXTS = ("", "https://app.acme.dev/in", "Ä \U0001f600 <b>", "x" * 300)
LIMITS = {"min_zxcvbn_strength": 4}
SOCIAL = {
    "oauth_google": {
        "enabled": True,
        "required": False,
        "authenticatable": True,
        "block_email_subaddresses": False,
        "strategy": "oauth_google",
        "not_selectable": False,
        "deprecated": False,
        "name": "Google",
        "logo_url": None,
    }
}


def of_any_kind(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a settings class."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{it.name: _field(it.name, hints[it.name]) for it in fields(kind)})


def _field(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if is_dataclass(kind):
        return of_any_kind(kind)
    if kind is bool:
        return st.booleans()
    if kind == Names:
        return st.lists(st.sampled_from(WORDS[name]), unique=True).map(tuple)
    if kind == Mapping[str, str]:
        return st.sampled_from([{}, {"US": "whatsapp", "DE": "sms"}])
    if get_origin(kind) is Mapping:
        return st.sampled_from([{}, SOCIAL] if name == "social" else [{"general": {"color": "#000000"}}])
    numbers, texts = st.integers(0, LIMITS.get(name, 10_000)), st.sampled_from(WORDS.get(name, TEXTS))
    choices = {int: numbers, str: texts, int | None: st.none() | numbers, str | None: st.none() | texts}
    return choices[kind]


SETTINGS = of_any_kind(Settings)
