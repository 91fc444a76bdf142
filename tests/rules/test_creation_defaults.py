"""What is suggested to founders of organizations: from which address, and when nothing is."""

import pytest

from mockfapi.rules import creation_defaults, organization_domains, organizations
from mockfapi.world import World
from mockfapi.world.records import CreationDefaults
from tests.rules.worlds import a_user, configure, refused_without_trace

NOTHING = CreationDefaults()


@pytest.fixture(autouse=True)
def suggesting(world: World) -> None:
    """Organizations, slugs and suggestions are on."""
    for path in ("enabled", "organization_creation_defaults__enabled", "domains__enabled"):
        configure(world, **{f"organization_settings__{path}": True})
    configure(world, organization_settings__slug__disabled=False)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["ada@acme-sons.co.uk"], CreationDefaults("Acme Sons", "acme-sons", "acme-sons.co.uk")),
        (["ada@gmail.com", "ada@acme.dev"], CreationDefaults("Acme", "acme", "acme.dev")),
        (["ada@home.dev", "ada@acme.dev"], CreationDefaults("Home", "home", "home.dev")),
        (["ada@gmail.com"], NOTHING),
        (["ada@mailinator.com"], NOTHING),
    ],
)
def test_the_domain_makes_the_name(world: World, addresses: list[str], expected: CreationDefaults) -> None:
    """That of the primary address, unless everybody can have one there."""
    assert expected == creation_defaults.of(world, a_user(world, email_addresses=addresses))


def test_what_is_taken_is_told(world: World) -> None:
    """The slug gets a number; an owner that has proven the domain is named, another one is not."""
    user = a_user(world, "ada@acme.dev")
    place = organizations.create(world, "Acme Works", "acme")
    domain = organization_domains.create(world, place, "acme.dev", None, verified=False)
    unproven = creation_defaults.of(world, user)
    organization_domains.update(world, domain, None, True)
    configure(world, organization_settings__slug__disabled=True)

    assert CreationDefaults("Acme", "acme-2", "acme.dev") == unproven
    assert CreationDefaults("Acme", None, "acme.dev", "Acme Works") == creation_defaults.of(world, user)


def test_suggestions_that_are_off(world: World) -> None:
    """Nothing is suggested; where there are no organizations, asking is refused."""
    user = a_user(world)
    configure(world, organization_settings__organization_creation_defaults__enabled=False)

    assert NOTHING == creation_defaults.of(world, user)

    configure(world, organization_settings__enabled=False)

    assert [(403, "organization_not_enabled_in_instance", None)] == refused_without_trace(
        world, lambda: creation_defaults.of(world, user)
    )
