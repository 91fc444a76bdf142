"""Plans: one default a payer type, which everybody has."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import plans
from tests.rules.worlds import a_user


def test_everybody_has_the_default_plan(world):
    """Of their own payer type."""
    user = a_user(world)
    plans.create(world, "gold", "Gold", "user", amount=900)
    plans.create(world, "team", "Team", "org", is_default=True)
    free = plans.create(world, "free", "Free", "user", is_default=True)

    assert (user, free) == (plans.subscription(world, user).payer, plans.subscription(world, user).plan)
    assert ["team"] == [it.slug for it in plans.found(world, "org")]


def test_without_a_default_nobody_has_a_plan(world):
    """Which is refused as unknown."""
    plans.create(world, "gold", "Gold", "user")
    with pytest.raises(ClerkError, match="resource_not_found"):
        plans.subscription(world, a_user(world))


@pytest.mark.parametrize(
    ("slug", "fields", "code"),
    [("free", {}, "form_identifier_exists"), ("other", {"is_default": True}, "form_already_exists")],
)
def test_slugs_and_defaults_are_unique(world, slug, fields, code):
    """A second one is refused."""
    plans.create(world, "free", "Free", "user", is_default=True)
    with pytest.raises(ClerkError, match=code):
        plans.create(world, slug, "Other", "user", **fields)
