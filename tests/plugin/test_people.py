"""People of a world: how tests make and find them, and their tokens."""

import jwt
import pytest

import mockfapi
from mockfapi.ports.signer import public_pem

SIGN_INS = "/v1/client/sign_ins"
OLGA, LATHE = "olga@workshop.test", "lathe-and-plane-21"
b2b = pytest.mark.clerk(scenario="b2b")


def test_a_user_is_made_once(clerk):
    """Asking again for an address answers the same person, with the same password."""
    ada = clerk.user(" Ada@Engines.test", first_name="Ada", phone="+12015550123")

    assert ada is clerk.user("ada@engines.test")
    assert (1, "Ada", "ada@engines.test") == (len(clerk.world.users), ada.record.first_name, ada.email)
    assert clerk.browser().post(SIGN_INS, identifier="+12015550123", password=ada.password).client


@b2b
def test_a_user_of_the_scenario_has_its_password(clerk):
    """Personas come with the password that their scenario writes out."""
    assert LATHE == clerk.user(OLGA).password


@b2b
def test_a_user_joins_and_founds_organizations(clerk):
    """`org` names an organization by id, slug or name; a new one is founded; `role` is the role there."""
    ada = clerk.user("ada@engines.test", org="brandt-workshop", role="org:accountant")
    clerk.user("ada@engines.test", org="Analytical Engines")
    roles = [it.role for it in clerk.world.memberships.where(user_id=ada.id)]
    claims = jwt.decode(ada.token(org="brandt-workshop"), options={"verify_signature": False})

    assert ["org:accountant", "org:admin"] == roles
    assert ("brandt-workshop", "accountant") == (claims["o"]["slg"], claims["o"]["rol"])


@pytest.mark.clerk(scenario="custom_roles")
def test_a_user_gets_the_roles_of_the_organization(clerk):
    """Without a role the default one of its role set; one that it does not have is refused."""
    ada = clerk.user("ada@engines.test", org="gazette")
    asked = clerk.tickets.invite("bob@engines.test", organization="gazette")
    before = clerk.world.digest()
    for email in ("ada@engines.test", "new@engines.test"):
        with pytest.raises(mockfapi.ClerkError, match="resource_not_found"):
            clerk.user(email, org="gazette", role="org:member")

    assert ["org:viewer"] == [it.role for it in clerk.world.memberships.where(user_id=ada.id)]
    assert "org:viewer" == asked.role
    assert before == clerk.world.digest()


@b2b
@pytest.mark.parametrize(
    ("given", "kind", "told"),
    [
        (
            {"email": "new@engines.test", "fist_name": "N"},
            TypeError,
            "no 'fist_name'; did you mean 'first_name'",
        ),
        ({"email": "new@engines.test", "role": "org:admin"}, ValueError, "in which organization"),
        (
            {"email": "new@engines.test", "org": "x", "role": "org:boss"},
            mockfapi.ClerkError,
            "resource_not_found",
        ),
        ({"email": "new@engines.test", "password": "short"}, mockfapi.ClerkError, "length_too_short"),
        ({"email": "no address"}, mockfapi.ClerkError, "form_param_format_invalid"),
        ({"email": OLGA, "first_name": "Ada"}, ValueError, "is there already, with another first_name"),
        ({"email": OLGA, "password": "another-one-99"}, ValueError, "with another password"),
    ],
)
def test_a_user_who_cannot_be_is_refused(clerk, given, kind, told):
    """What is wrong is told, and the world stays as it was."""
    before = clerk.world.digest()
    with pytest.raises(kind, match=told):
        clerk.user(**given)

    assert before == clerk.world.digest()


def test_tokens_verify(clerk):
    """Token, headers and session of a person belong together, and servers can check them."""
    ada = clerk.user("ada@engines.test")
    claims = jwt.decode(ada.token(), public_pem(), algorithms=["RS256"])

    assert (ada.id, ada.session.id) == (claims["sub"], claims["sid"])
    assert {"Authorization": f"Bearer {ada.token()}"} == ada.headers
    assert ada.session.user_id == ada.id


def test_personas_are_the_people_of_the_scenario():
    """In the order of the file, with passwords; who is gone is not among them, nor who came later."""
    with mockfapi.world("b2b") as clerk:
        clerk.user("new@workshop.test")
        first, *rest = clerk.personas
        clerk.backend().delete(f"/v1/users/{first.id}")

        assert "olga@workshop.test" == first.email
        assert first.password
        assert [it.email for it in rest] == [it.email for it in clerk.personas]
