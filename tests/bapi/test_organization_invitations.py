"""Group OrganizationInvitations of the Backend API; their tickets in browsers."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.bapi.workshop import INES, MILO, OLGA, SOL, done, names, organization_claim, path, person, refusal
from tests.people import SIGN_UPS
from tests.rules.worlds import DAY, attribute, configure

NEW = {"email_address": "new@x.test", "role": "org:accountant"}


@pytest.fixture
def where(b2b):
    return path(b2b, "/invitations")


def addresses(reply):
    return names(reply, "email_address")


def bulk(server, where, rows):
    return server.request("POST", f"{where}/bulk", json=rows)


def test_an_invited_person_joins_by_the_mail(server, visitor, b2b, where):
    """The link in the outbox is that of the answer; joining takes over role and metadata."""
    it = done(
        server.post(
            where,
            **NEW,
            inviter_user_id=person(b2b, OLGA),
            public_metadata={"desk": 1},
            private_metadata={"pay": 2},
            expires_in_days=2,
        )
    )
    (mail,) = b2b.messages.where(to="new@x.test")
    (ticket,) = parse_qs(urlsplit(it["url"]).query)["ticket"]
    form = {"strategy": "ticket", "ticket": ticket, "password": "brass-gears-and-steam"}
    joined = visitor.post(SIGN_UPS, **form).response
    members = done(server.get(path(b2b, "/memberships"), user_id=joined["created_user_id"]))["data"]
    later = done(server.get(f"{where}/{it['id']}"))

    assert it["url"] == mail.link
    assert (b2b.clock.now + 2 * DAY, "Olga", "pending", "Accountant") == (
        it["expires_at"],
        it["public_inviter_data"]["first_name"],
        it["status"],
        it["role_name"],
    )
    assert [("org:accountant", {"desk": 1}, {"pay": 2})] == [
        (each["role"], each["public_metadata"], each["private_metadata"]) for each in members
    ]
    assert ("accepted", None) == (later["status"], later["url"])
    assert "accountant" == organization_claim(visitor)["rol"]


def test_servers_may_keep_the_mail_to_themselves(server, b2b, where):
    """Nobody needs to invite, and nothing needs to be sent; null is as good as nothing."""
    nothing = {
        "inviter_user_id": None,
        "redirect_url": None,
        "expires_in_days": None,
        "public_metadata": None,
    }
    it = done(server.post(where, **NEW, notify=False, **nothing))

    assert (None, None, "Brandt Workshop") == (
        it["inviter_id"],
        it["public_inviter_data"],
        it["public_organization_data"]["name"],
    )
    assert [] == b2b.messages.where(to="new@x.test")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"email_address": "no address"}, (422, [("form_param_format_invalid", "email_address")])),
        ({"email_address": MILO}, (400, [("already_a_member_in_organization", "email_address")])),
        ({"role": "org:boss"}, (404, [("resource_not_found", "role")])),
        ({"expires_in_days": 366}, (422, [("form_param_value_invalid", "expires_in_days")])),
        ({"inviter_user_id": "user_nobody"}, (403, [("not_a_member_in_organization", "inviter_user_id")])),
        ({"redirect_url": "nowhere"}, (422, [("invalid_redirect_url", "redirect_url")])),
        ({"colour": "red"}, (422, [("form_param_unknown", "colour")])),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(server, b2b, where, fields, expected):
    """One by one or in bulk; nobody is invited and nothing is sent."""
    before = b2b.digest()
    good = {"email_address": "other@x.test", "role": "org:member"}

    assert expected == refusal(server.post(where, **(NEW | fields)))
    assert expected == refusal(bulk(server, where, [good, NEW | fields]))
    assert before == b2b.digest()


def test_inviters_must_manage_members(server, b2b, where):
    """Members without the permission neither invite nor revoke."""
    ines = person(b2b, INES)
    denied = (403, [("missing_organization_permission", None)])
    it = done(server.post(where, **NEW))

    assert denied == refusal(server.post(where, **(NEW | {"inviter_user_id": ines})))
    assert denied == refusal(server.post(f"{where}/{it['id']}/revoke", requesting_user_id=ines))
    assert (403, [("not_a_member_in_organization", "requesting_user_id")]) == refusal(
        server.post(f"{where}/{it['id']}/revoke", requesting_user_id=person(b2b, SOL))
    )


def test_nobody_is_invited_twice(server, where):
    """While the first invitation is pending; once it is revoked, again."""
    it = done(server.post(where, **NEW))
    twice = (400, [("organization_invitation_not_unique", "email_address")])

    assert twice == refusal(server.post(where, **NEW)) == refusal(bulk(server, where, [NEW]))

    done(server.post(f"{where}/{it['id']}/revoke", requesting_user_id=None))

    assert twice == refusal(bulk(server, where, [NEW, NEW]))
    assert 200 == server.post(where, **NEW).status_code


def test_several_are_invited_at_once(server, b2b, where):
    """Each with a mail; at most ten, at least one, and a body that is a list."""
    rows = [{"email_address": f"p{number}@x.test", "role": "org:member"} for number in range(11)]
    made = done(bulk(server, where, rows[:10]))

    assert 10 == made["total_count"] == len(b2b.messages)
    assert [row["email_address"] for row in rows[:10]] == [it["email_address"] for it in made["data"]]
    assert (400, [("bulk_size_exceeded", None)]) == refusal(bulk(server, where, rows))
    assert (422, [("form_param_value_invalid", "body")]) == refusal(bulk(server, where, []))
    assert (400, [("request_body_invalid", None)]) == refusal(bulk(server, where, {"a": 1}))
    assert (422, [("form_param_missing", "role")]) == refusal(
        bulk(server, where, [{"email_address": "a@x.test"}])
    )


def test_more_than_there_are_seats_are_refused_together(server, b2b, where):
    """Two seats, three guests: nobody is invited."""
    done(server.patch(path(b2b), max_allowed_memberships=5))
    before = b2b.digest()
    rows = [{"email_address": f"p{number}@x.test", "role": "org:member"} for number in range(3)]

    assert (403, [("organization_membership_quota_exceeded", None)]) == refusal(bulk(server, where, rows))
    assert before == b2b.digest()


def test_revoking_is_for_pending_ones(server, b2b, where):
    """The link leads nowhere any more; again it is a 404."""
    it = done(server.post(where, **NEW))
    revoked = done(server.post(f"{where}/{it['id']}/revoke", requesting_user_id=person(b2b, OLGA)))

    assert ("revoked", None) == (revoked["status"], revoked["url"])
    assert (404, [("organization_invitation_not_pending", None)]) == refusal(
        server.post(f"{where}/{it['id']}/revoke")
    )


def test_invitations_are_listed(server, b2b, where):
    """By status, several at once, and by address; newest first; the clock lets them expire."""
    for name in "abc":
        done(server.post(where, email_address=f"{name}@x.test", role="org:member", expires_in_days=1))
        b2b.advance(1000)
    (last, *_) = done(server.get(where))["data"]
    done(server.post(f"{where}/{last['id']}/revoke"))

    assert ["c@x.test", "b@x.test", "a@x.test"] == addresses(server.get(where))
    assert ["b@x.test", "a@x.test"] == addresses(server.get(f"{where}/pending"))
    assert ["c@x.test"] == addresses(server.get(where, status="revoked"))
    assert 3 == done(server.get(where, status=["pending", "revoked"]))["total_count"]
    assert ["b@x.test"] == addresses(server.get(where, email_address="B@x.test"))
    assert ["a@x.test"] == addresses(server.get(where, order_by="email_address", limit=1))

    b2b.advance(2 * DAY)

    assert ["b@x.test", "a@x.test"] == addresses(server.get(where, status="expired"))
    assert [] == addresses(server.get(f"{where}/pending"))


@pytest.mark.parametrize("query", [{"status": "lost"}, {"order_by": "role"}, {"offset": -1}])
def test_a_query_that_cannot_be_is_refused(server, where, query):
    """Unknown statuses and orders, pages out of range."""
    (param,) = query

    assert (400, [("invalid_query_parameter_value", param)]) == refusal(server.get(where, **query))


def test_invitations_of_all_organizations(server, b2b, where):
    """Together, by parts of addresses."""
    done(server.post(where, **NEW))
    done(server.post(path(b2b, "/invitations", "attic"), email_address="old@y.test", role="org:member"))
    everywhere = "/v1/organization_invitations"

    assert {"new@x.test", "old@y.test"} == set(addresses(server.get(everywhere)))
    assert ["old@y.test"] == addresses(server.get(everywhere, query="Y.TEST", status="pending"))


def test_invitations_of_other_organizations_are_unknown(server, b2b, where):
    """To read and to revoke."""
    it = done(server.post(where, **NEW))
    elsewhere = path(b2b, f"/invitations/{it['id']}", "attic")

    assert (404, [("resource_not_found", None)]) == refusal(server.get(elsewhere))
    assert (404, [("resource_not_found", None)]) == refusal(server.post(f"{elsewhere}/revoke"))


def test_instances_without_addresses_invite_nobody(server, b2b, where):
    """And those without organizations neither."""
    attribute(b2b, "email_address", enabled=False)
    without = refusal(server.post(where, **NEW))
    configure(b2b, organization_settings__enabled=False)

    assert (403, [("invitations_not_supported_in_organization", None)]) == without
    assert (403, [("organization_not_enabled_in_instance", None)]) == refusal(server.post(where, **NEW))
