"""Keyless apps: they ask for keys, and once somebody has taken them over the instance is theirs."""

from dataclasses import replace

from mockfapi.world import World
from mockfapi.world.records import AccountlessApplication


def offer(world: World) -> AccountlessApplication:
    """The keys of this world, for whoever asks without one."""
    keys = world.keys
    home = f"{world.caller.address}/__mockfapi/worlds/{world.name}"
    token = world.signer.seal({"claim": keys.instance_id})
    return AccountlessApplication(
        keys.publishable_key, keys.secret_key, f"{home}#claim={token}", f"{home}#keys"
    )


def claim(world: World) -> AccountlessApplication:
    """The app has the keys for its own: the instance is claimed from now on, and stays so."""
    it = world.instance
    if it.settings.auth_config.claimed_at is None:
        auth = replace(it.settings.auth_config, claimed_at=world.clock.now)
        world.instances.save(replace(it, settings=replace(it.settings, auth_config=auth)))
    return offer(world)
