"""Group OrganizationDomains of the Backend API."""

import pytest

from tests.bapi.workshop import done, names, path, place, refusal
from tests.rules.worlds import configure

ALL = "/v1/organization_domains"


@pytest.fixture
def b2b(b2b):
    """Domains are on, with one automatic mode."""
    configure(
        b2b,
        organization_settings__domains__enabled=True,
        organization_settings__domains__enrollment_modes=("automatic_suggestion",),
    )
    return b2b


@pytest.fixture
def where(b2b):
    return path(b2b, "/domains")


def test_a_domain_is_verified_at_once(server, b2b, where):
    """Servers are believed; the name is lower-case, the mode the mildest."""
    it = done(server.post(where, name="Workshop.TEST"))

    assert ("workshop.test", "manual_invitation", place(b2b).id) == (
        it["name"],
        it["enrollment_mode"],
        it["organization_id"],
    )
    assert ("verified", "admin") == (it["verification"]["status"], it["verification"]["strategy"])
    assert it["ownership_verification"] is None
    assert "Brandt Workshop" == it["public_organization_data"]["name"]


def test_verification_may_be_left_open(server, where):
    """And be made up for, or taken back."""
    it = done(
        server.post(where, name="workshop.test", verified=False, enrollment_mode="automatic_suggestion")
    )
    one = f"{where}/{it['id']}"
    verified = done(server.patch(one, verified=True, enrollment_mode="manual_invitation"))
    again = done(server.patch(one, verified=False))

    assert (None, "automatic_suggestion") == (it["verification"], it["enrollment_mode"])
    assert ("verified", "manual_invitation") == (
        verified["verification"]["status"],
        verified["enrollment_mode"],
    )
    assert again["verification"] is None


def test_ownership_is_vouched_for_once(server, b2b, where):
    """Doing it again changes nothing."""
    it = done(server.post(where, name="workshop.test"))
    first = done(server.post(f"{where}/{it['id']}/verify_ownership"))
    b2b.advance(1000)
    again = done(server.post(f"{where}/{it['id']}/verify_ownership"))

    assert ("verified", "manual_override") == (
        first["ownership_verification"]["status"],
        first["ownership_verification"]["strategy"],
    )
    assert first == again


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "gmail.com"}, (422, [("organization_domain_common", "name")])),
        ({"name": "mailinator.com"}, (422, [("organization_domain_blocked", "name")])),
        ({"name": "ledger.test"}, (422, [("organization_domain_already_exists", "name")])),
        ({"name": "not a domain"}, (422, [("form_param_format_invalid", "name")])),
        ({"name": "test"}, (422, [("form_param_format_invalid", "name")])),
        (
            {"enrollment_mode": "automatic_invitation"},
            (403, [("organization_domain_enrollment_mode_not_enabled", None)]),
        ),
        ({"enrollment_mode": "by_chance"}, (422, [("form_param_value_invalid", "enrollment_mode")])),
        ({"colour": "red"}, (422, [("form_param_unknown", "colour")])),
    ],
)
def test_a_domain_that_cannot_be_is_refused(server, b2b, where, fields, expected):
    """Everybody's, throw-away ones, taken ones; modes that are off."""
    done(server.post(path(b2b, "/domains", "duarte-ledgers"), name="ledger.test"))
    before = b2b.digest()

    assert expected == refusal(server.post(where, **({"name": "workshop.test"} | fields)))
    assert before == b2b.digest()


def test_a_domain_is_verified_for_one_organization(server, b2b, where):
    """Two may claim it, one can have it; the same one claims it once."""
    claim = {"name": "shared.test", "verified": False}
    mine = done(server.post(where, **claim))
    theirs = path(b2b, "/domains", "attic")
    done(server.post(theirs, name="shared.test"))
    taken = (422, [("organization_domain_already_exists", "name")])
    mine_already = (422, [("organization_domain_already_exists_same_organization", "name")])

    assert mine_already == refusal(server.post(where, **claim))
    assert taken == refusal(server.patch(f"{where}/{mine['id']}", verified=True))


def test_an_organization_has_ten_domains(server, where):
    """The eleventh is refused."""
    for number in range(10):
        done(server.post(where, name=f"d{number}.test"))

    assert (403, [("organization_domain_quota_exceeded", None)]) == refusal(
        server.post(where, name="d10.test")
    )


def test_domains_are_found(server, b2b, where):
    """By organization, proof, mode and name; modes with a minus are left out."""
    done(server.post(where, name="a.test"))
    done(server.post(where, name="b.test", verified=False, enrollment_mode="automatic_suggestion"))
    done(server.post(path(b2b, "/domains", "attic"), name="c.test"))

    assert ["b.test", "a.test"] == names(server.get(where), "name")
    assert ["a.test"] == names(server.get(where, verified="true"), "name")
    assert ["a.test"] == names(server.get(where, enrollment_mode="-automatic_suggestion"), "name")
    assert ["c.test", "b.test", "a.test"] == names(server.get(ALL), "name")
    assert ["c.test"] == names(server.get(ALL, query=place(b2b, "attic").id), "name")
    assert ["c.test"] == names(server.get(ALL, organization_id=place(b2b, "attic").id), "name")
    assert ["b.test"] == names(server.get(ALL, query="B.T"), "name")
    assert ["a.test", "c.test"] == names(
        server.get(ALL, domains=["c.test", "a.test"], order_by="name"), "name"
    )
    assert ["b.test"] == names(server.get(ALL, enrollment_mode="automatic_suggestion,enterprise_sso"), "name")
    assert ["b.test"] == names(server.get(ALL, verified="false", limit=1), "name")


@pytest.mark.parametrize(
    "query", [{"query": " "}, {"enrollment_mode": "luck"}, {"verified": "perhaps"}, {"order_by": "mode"}]
)
def test_a_query_that_cannot_be_is_refused(server, query):
    """Empty searches and unknown words."""
    (param,) = query

    assert (400, [("invalid_query_parameter_value", param)]) == refusal(server.get(ALL, **query))


def test_a_domain_is_given_up(server, b2b, where):
    """Then another organization may have it."""
    it = done(server.post(where, name="workshop.test"))
    gone = done(server.delete(f"{where}/{it['id']}"))

    assert {"object": "organization_domain", "id": it["id"], "deleted": True} == gone
    assert 200 == server.post(path(b2b, "/domains", "attic"), name="workshop.test").status_code
    assert (404, [("resource_not_found", None)]) == refusal(server.delete(f"{where}/{it['id']}"))


def test_domains_of_others_are_unknown(server, b2b, where):
    """To change, to vouch for and to delete."""
    it = done(server.post(where, name="workshop.test"))
    elsewhere = path(b2b, f"/domains/{it['id']}", "attic")
    unknown = (404, [("resource_not_found", None)])

    assert unknown == refusal(server.patch(elsewhere, verified=False))
    assert unknown == refusal(server.delete(elsewhere))
    assert unknown == refusal(server.post(f"{elsewhere}/verify_ownership"))


def test_where_domains_are_off(server, b2b, where):
    """They are neither made nor told."""
    configure(b2b, organization_settings__domains__enabled=False)
    off = (403, [("organization_domains_not_enabled", None)])

    assert off == refusal(server.get(where)) == refusal(server.get(ALL))
    assert off == refusal(server.post(where, name="workshop.test"))


def test_domains_end_with_their_organization(server, b2b, where):
    """And their names are free again."""
    done(server.post(where, name="workshop.test"))
    done(server.delete(path(b2b)))

    assert [] == names(server.get(ALL), "name")
