"""Words for tests of providers: an instance that uses some, and people who come back from there."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.rules import oauth_callbacks, provider_consent, sign_ins, sign_ups
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn, SignUp, Verification
from tests.rules.worlds import ADA, configure, now

GOOGLE, GITHUB = "oauth_google", "oauth_github"
BACK, DONE = "http://localhost:3000/sso-callback", "http://localhost:3000/home"
STRANGER = "nobody@nowhere.test"


def with_providers(world: World, **google: Any) -> None:
    """Google, perhaps with settings of its own, and GitHub."""
    social = {GOOGLE: {"enabled": True, **google}, GITHUB: {"enabled": True}}
    configure(world, user_settings__social=social)


def sent(world: World, client: Client, strategy: str = GOOGLE, **more: Any) -> SignIn:
    """A sign-in on its way to a provider."""
    asked: Any = {"strategy": strategy, "redirect_url": BACK, "complete_url": DONE} | more
    return sign_ins.create(world, now(world, client), **asked)


def sent_to_sign_up(world: World, client: Client, **more: Any) -> SignUp:
    """A sign-up on its way to a provider."""
    asked = {"strategy": GOOGLE, "redirect_url": BACK, "action_complete_redirect_url": DONE} | more
    return sign_ups.create(world, now(world, client), asked)


def state_of(proof: Verification | None) -> str:
    """The state in the address that leads to the provider."""
    assert proof is not None
    return parse_qs(urlsplit(proof.external_url or "").query)["state"][0]


def back(world: World, proof: Verification | None, email: str = ADA, **known: Any) -> str:
    """Where the browser goes on after somebody has said yes."""
    return oauth_callbacks.landed(world, state_of(proof), code_for(world, proof, email, **known), None)


def code_for(world: World, proof: Verification | None, email: str = ADA, **known: Any) -> str:
    """The code with which the provider tells who it was."""
    way = provider_consent.allowed(world, state_of(proof), email, **known)
    return parse_qs(urlsplit(way).query)["code"][0]


def refused(world: World, proof: Verification | None, error: str = "access_denied") -> str:
    """The same after somebody has said no."""
    return oauth_callbacks.landed(world, state_of(proof), None, error)


def code_of(proof: Verification | None) -> str | None:
    """The code of what a verification tells of its failure."""
    return None if proof is None or proof.error is None else proof.error["code"]
