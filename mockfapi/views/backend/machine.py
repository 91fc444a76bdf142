"""Machines, their scopes and tokens as servers see them."""

from mockfapi.rules import m2m_tokens, machines
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import (
    IssuedM2mToken,
    M2mToken,
    M2mTokens,
    Machine,
    MachineKey,
    MachineScope,
    MachineWithKey,
)


def machine(lens: Lens, it: Machine) -> Json:
    others = [lens.world.machines[id] for id in machines.scopes(lens.world, it)]
    return _alone(lens, it) | {"scoped_machines": [_alone(lens, other) for other in others]}


def _alone(lens: Lens, it: Machine) -> Json:
    return {
        "object": "machine",
        "id": it.id,
        "name": it.name,
        "instance_id": lens.world.keys.instance_id,
        "default_token_ttl": it.default_token_ttl,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def machine_with_key(lens: Lens, it: MachineWithKey) -> Json:
    return machine(lens, it.machine) | {"secret_key": machines.secret_key(lens.world, it.machine)}


def machine_key(lens: Lens, it: MachineKey) -> Json:
    return {"object": "machine_secret_key", "secret": machines.secret_key(lens.world, it.machine)}


def machine_scope(lens: Lens, it: MachineScope) -> Json:
    del lens
    return {
        "object": "machine_scope",
        "from_machine_id": it.from_machine_id,
        "to_machine_id": it.to_machine_id,
        "created_at": it.created_at,
    }


def m2m_token(lens: Lens, it: M2mToken) -> Json:
    return {
        "object": "machine_to_machine_token",
        "id": it.id,
        "subject": it.machine_id,
        "claims": None if it.claims is None else dict(it.claims),
        "scopes": list(it.scopes),
        "revoked": it.revoked_at is not None,
        "revocation_reason": it.revocation_reason,
        "expired": m2m_tokens.is_expired(lens.world, it),
        "expiration": it.expire_at,
        "last_used_at": it.last_used_at,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def issued_m2m_token(lens: Lens, it: IssuedM2mToken) -> Json:
    return m2m_token(lens, it.token) | {"token": m2m_tokens.secret(lens.world, it.token)}


def m2m_token_list(lens: Lens, it: M2mTokens) -> Json:
    return {"m2m_tokens": [m2m_token(lens, each) for each in it.tokens], "total_count": it.total}
