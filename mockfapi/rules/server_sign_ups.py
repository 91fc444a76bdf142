"""What an app's server says of a sign-up in progress. People go on with theirs in `rules.sign_ups`."""

from mockfapi import errors
from mockfapi.rules import sign_ups
from mockfapi.world import World
from mockfapi.world.records import SignUp


def update(world: World, sign_up: SignUp, custom_action: bool | None, external_id: str | None) -> SignUp:
    """The sign-up with the id of its future user, or with the word that the app's own action has run.

    None leaves things as they are. A sign-up that waited for nothing else is complete.
    """
    status = sign_ups.status(world, sign_up)
    if status != "missing_requirements":
        raise errors.sign_up_cannot_be_updated(status=status)
    if external_id is not None and world.users.count(external_id=external_id):
        raise errors.form_identifier_exists("external_id", kind="external id")
    acted = sign_up.custom_action if custom_action is None else custom_action
    return sign_ups.act(world, sign_up, acted, external_id)
