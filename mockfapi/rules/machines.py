"""Machines: services without a user, their secret keys, and whom they may reach."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import api_keys, filters, tagged
from mockfapi.world import World
from mockfapi.world.records import Machine, MachineScope

MOST_SCOPES = 150
SECRET_LENGTH = 34
ORDERS = {
    "created_at": lambda it: it.created_at,
    "updated_at": lambda it: it.updated_at,
    "name": lambda it: it.name,
}


def create(
    world: World, name: str, scoped_machines: Sequence[str] = (), default_token_ttl: int = 3600
) -> Machine:
    """A new machine with a key of its own, which may reach these others."""
    others = [world.machines[id] for id in dict.fromkeys(scoped_machines)]
    now = world.clock.now
    made = world.machines.save(
        Machine(world.chance.id("mch"), name, _new_key(world), now, now, default_token_ttl)
    )
    for other in others:
        _scope(world, made, other)
    return made


def update(world: World, machine: Machine, **changes: Any) -> Machine:
    """The machine with another `name` or `default_token_ttl`."""
    return world.machines.save(replace(machine, **changes, updated_at=world.clock.now))


def delete(world: World, machine: Machine) -> Machine:
    """Ends the machine: with it go its tokens, its API keys, and all scopes that name it."""
    for scope in (
        *world.machine_scopes.where(from_machine_id=machine.id),
        *world.machine_scopes.where(to_machine_id=machine.id),
    ):
        if world.machine_scopes.find(scope.id) is not None:
            world.machine_scopes.remove(scope.id)
    for token in world.m2m_tokens.where(machine_id=machine.id):
        world.m2m_tokens.remove(token.id)
    api_keys.delete_all_of(world, machine.id)
    return world.machines.remove(machine.id)


def found(world: World, query: str | None, order_by: str | None) -> list[Machine]:
    """The machines whose name or id contains the query; without an order the newest first."""
    rows = [it for it in world.machines if filters.mentions(query, [it.id, it.name])]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def secret_key(world: World, machine: Machine) -> str:
    """The key as the machine sends it."""
    return tagged.shown(world, machine.secret_key)


def rotate_secret_key(world: World, machine: Machine, previous_token_ttl: int) -> Machine:
    """The machine with another key; the one before works for so many seconds more."""
    now = world.clock.now
    return world.machines.save(
        replace(
            machine,
            secret_key=_new_key(world),
            previous_key=machine.secret_key,
            previous_key_until=now + previous_token_ttl * 1000,
            updated_at=now,
        )
    )


def of_secret_key(world: World, secret: str) -> Machine | None:
    """The machine that a key belongs to; None when it is unknown, of another world or no longer in force."""
    stem = tagged.kept(world, secret)
    if stem is None:
        return None
    if (machine := world.machines.first(secret_key=stem)) is not None:
        return machine
    rotated = world.machines.first(previous_key=stem)
    return rotated if rotated is not None and world.clock.now < rotated.previous_key_until else None


def scopes(world: World, machine: Machine) -> list[str]:
    """The ids of the machines that this one may reach, in the order in which they were added."""
    return [it.to_machine_id for it in world.machine_scopes.where(from_machine_id=machine.id)]


def create_scope(world: World, machine: Machine, to_machine_id: str) -> MachineScope:
    """From now on tokens of the machine may be shown to this other one."""
    other = world.machines[to_machine_id]
    known = scopes(world, machine)
    if other.id in known:
        raise errors.machine_scope_already_exists(id=machine.id, other=other.id)
    if len(known) >= MOST_SCOPES:
        reason = f"is one too many: a machine reaches at most {MOST_SCOPES} others"
        raise errors.form_param_array_size_exceeded("to_machine_id", reason=reason)
    return _scope(world, machine, other)


def delete_scope(world: World, machine: Machine, other_machine_id: str) -> MachineScope:
    """The machine reaches the other one no longer; tokens that it has made already are not changed."""
    return world.machine_scopes.remove(_scope_id(machine.id, other_machine_id))


def _scope(world: World, machine: Machine, other: Machine) -> MachineScope:
    id = _scope_id(machine.id, other.id)
    return world.machine_scopes.save(MachineScope(id, machine.id, other.id, world.clock.now))


def _scope_id(machine_id: str, other_machine_id: str) -> str:
    return f"{machine_id}>{other_machine_id}"


def _new_key(world: World) -> str:
    return "ak_" + world.chance.token("machine_secret_key", SECRET_LENGTH)
