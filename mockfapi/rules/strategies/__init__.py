"""The strategies that are modelled, by name. A new one is a module and a line in the list.

Those of providers are as many as there are providers: they are made when they are asked for.
"""

import re

from mockfapi import errors
from mockfapi.rules.strategies import (
    backup_code,
    email_code,
    email_link,
    oauth,
    passkey,
    password,
    phone_code,
    reset_password_email_code,
    reset_password_phone_code,
    ticket,
    totp,
    web3_base,
    web3_coinbase_wallet,
    web3_metamask,
    web3_okx_wallet,
    web3_solana,
)
from mockfapi.rules.strategy import Strategy

MODULES = (
    password,
    phone_code,
    email_code,
    email_link,
    reset_password_email_code,
    reset_password_phone_code,
    ticket,
    passkey,
    web3_metamask,
    web3_base,
    web3_coinbase_wallet,
    web3_okx_wallet,
    web3_solana,
    totp,
    backup_code,
)
STRATEGIES: dict[str, Strategy] = {module.STRATEGY.name: module.STRATEGY for module in MODULES}
REAL = re.compile(
    r"oauth_(token_)?[a-z0-9_]+|web3_[a-z0-9_]+_signature|email_link|ticket|passkey|totp|backup_code|saml"
    r"|enterprise_sso|google_one_tap|trusted_device|admin|from_oauth_[a-z0-9_]+"
)


def find(name: str) -> Strategy:
    """The strategy with this name. Clerk's other ones are refused as if off, the rest is nonsense."""
    if (known := STRATEGIES.get(name)) is not None:
        return known
    if oauth.NAME.fullmatch(name):
        return oauth.strategy(name)
    if REAL.fullmatch(name):
        raise errors.strategy_not_modelled("strategy", value=name)
    raise errors.form_param_value_invalid("strategy", reason="is not a strategy")


def disabled(name: str) -> errors.ClerkError:
    """The refusal of a strategy that the instance does not use here."""
    return errors.form_param_value_disabled("strategy", value=name)


def resets_password(name: str) -> bool:
    """Whether a verification by this strategy makes a new password due."""
    known = STRATEGIES.get(name)
    return known is not None and known.resets_password
