"""The fence around the browser: these tests would notice, and stop, a request that leaves this machine."""

from __future__ import annotations

from .visitor import Visitor


def test_a_request_to_another_machine_is_stopped_and_noted(visitor: Visitor) -> None:
    """A page that asks another host gets no answer, and the visitor knows whom it asked."""
    visitor.open()
    outcome = visitor.run("fetch('http://outside.test/pixel').then(() => 'answered', () => 'stopped')")
    noted = list(visitor.outside)
    visitor.outside.clear()

    assert ("stopped", ["http://outside.test/pixel"]) == (outcome, noted)


def test_a_bare_address_is_no_way_out(visitor: Visitor) -> None:
    """A page that names an address instead of a host is stopped and noted as well."""
    visitor.open()
    outcome = visitor.run("fetch('http://192.0.2.1/pixel').then(() => 'answered', () => 'stopped')")
    noted = list(visitor.outside)
    visitor.outside.clear()

    assert ("stopped", ["http://192.0.2.1/pixel"]) == (outcome, noted)
