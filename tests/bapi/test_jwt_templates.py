"""JWT templates made by servers."""

import pytest

PATH = "/v1/jwt_templates"


@pytest.fixture
def server(house, world):
    return house.backend(world)


def test_a_template_is_made_and_shown_without_its_key(server, world):
    """Everything but the key comes back; what is left out or null is as usual."""
    body = {
        "name": "shop",
        "claims": {"aud": "shop"},
        "lifetime": 120,
        "allowed_clock_skew": None,
        "custom_signing_key": True,
        "signing_algorithm": "HS256",
        "signing_key": "a secret of at least thirty-two characters",
    }
    made = server.request("POST", PATH, json=body).json()

    assert ("shop", {"aud": "shop"}, 120, 5, True, "HS256") == tuple(
        made[name]
        for name in (
            "name",
            "claims",
            "lifetime",
            "allowed_clock_skew",
            "custom_signing_key",
            "signing_algorithm",
        )
    )
    assert "signing_key" not in made
    assert made["id"] == world.jwt_templates.first(name="shop").id


@pytest.mark.parametrize(
    ("body", "code", "param"),
    [
        ({"claims": {}}, "form_param_missing", "name"),
        ({"name": "t"}, "form_param_missing", "claims"),
        ({"name": "t", "claims": {}, "custom_signing_key": True}, "form_param_missing", "signing_key"),
        ({"name": "a b", "claims": {}}, "form_param_format_invalid", "name"),
    ],
)
def test_a_template_that_is_not_whole_is_refused(server, world, body, code, param):
    """422 that names the field; nothing is made."""
    reply = server.request("POST", PATH, json=body)

    assert (422, code, param) == (
        reply.status_code,
        reply.errors[0]["code"],
        reply.errors[0]["meta"]["param_name"],
    )
    assert 0 == len(world.jwt_templates)
