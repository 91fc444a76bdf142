"""Doors and contract: the ratchet of modelled operations, and where their handlers stand."""

from mockfapi.app import App

# Only ever raised. Lowering it needs a reason that users of mockfapi would accept.
MODELLED = 392

# A door module is named after the group of its operations; these say why they are not.
EXCEPTIONS: dict[str, set[str]] = {}


def modelled() -> list[tuple[str, str, str]]:
    """API, group and module stem of every modelled operation."""
    return [
        (it.operation.api, it.operation.group, it.handler.__module__.rpartition(".")[2])
        for it in App().operations
        if it.handler is not None
    ]


def test_modelled_operations_do_not_become_fewer():
    """What mockfapi could do yesterday it can do today; the number rises with what it counts."""
    assert MODELLED == len(modelled())


def test_door_modules_are_named_after_their_group():
    """Who knows the group of an operation knows its file."""
    strangers = {
        (api, stem, group)
        for api, group, stem in modelled()
        if stem != group and group not in EXCEPTIONS.get(f"{api}.{stem}", set())
    }

    assert set() == strangers
