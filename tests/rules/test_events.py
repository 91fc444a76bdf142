"""Events: which changes are news, how often, in which order, and what they show."""

from dataclasses import replace

import pytest

from mockfapi.rules import event_log, organizations, sessions, user_changes, users
from mockfapi.rules.sessions import Entry
from mockfapi.rules.users import UserFields
from mockfapi.world.records import Deleted, Message, PhoneNumber
from tests.rules.worlds import HOUR, NOON, a_client, configure

ADDRESS = "lin@acme.dev"


@pytest.fixture(autouse=True)
def founded(world):
    """The founding of the instance is no news."""
    quietly(world, lambda: None)


@pytest.fixture
def lin(world):
    """Somebody who has been there for a while."""
    return quietly(world, lambda: users.create(world, UserFields(email_addresses=(ADDRESS,))))


def quietly(world, do):
    done = do()
    world.journal.announced = world.journal.number
    return done


def told(world, *requests):
    """The names of the events of these requests, each a turn of its own."""
    return [it.name for it in events(world, *requests)]


def events(world, *requests):
    for request in requests:
        world.begin()
        request()
        world.end()
    return [it for it, _ in event_log.since(world, world.journal.announced)]


def opened(world, client, user):
    return sessions.open(world, client, user, Entry(strategy="password", first_factor_at=NOON))


def test_one_request_is_one_event_of_a_record(world):
    """Created and changed at once is created; what ends as it began is no change at all."""

    def join():
        made = users.create(world, UserFields(email_addresses=(ADDRESS,)))
        user_changes.update(world, made, {"first_name": "Augusta"})

    def rename_twice():
        for name in ("Li", "Lin"):
            user_changes.update(world, next(iter(world.users)), {"first_name": name})

    assert ["user.created", "user.updated"] == told(world, join, rename_twice, rename_twice)


def test_what_comes_and_goes_in_one_request_never_was(world):
    """Nobody is told of somebody who was created and deleted at once."""

    def pass_by():
        user_changes.delete(world, users.create(world, UserFields(email_addresses=(ADDRESS,))))

    assert [] == told(world, pass_by)


def test_use_is_no_news(world, client, lin):
    """Signing in, being active and a wrong password change the user, but not what others know of them."""
    opened_names = told(world, lambda: opened(world, client, lin))
    world.journal.announced = world.journal.number
    wrong = told(world, lambda: world.users.save(replace(world.users[lin.id], failed_attempts=2)))

    assert ["session.created"] == opened_names
    assert [] == wrong


@pytest.mark.parametrize("field", ["first_name", "username", "password_digest", "external_id", "image_url"])
def test_fields_are_news(world, lin, field):
    """What profile and security show."""
    assert ["user.updated"] == told(world, lambda: world.users.save(replace(lin, **{field: "new"})))


def test_identifications_are_news_of_their_user(world, lin):
    """A number added, changed and removed is an update each; one that nobody owns is none."""
    number = PhoneNumber("idn_1", lin.id, "+12025557143", NOON, NOON)
    table = world.phone_numbers

    assert 3 * ["user.updated"] == told(
        world,
        lambda: table.save(number),
        lambda: table.save(replace(number, default_second_factor=True)),
        lambda: table.save(replace(number, default_second_factor=True, updated_at=NOON + 1)),
        lambda: table.remove("idn_1"),
    )


def test_a_deleted_user_leaves_memberships_last_seen(world, lin):
    """The remains of the user, and the whole membership with user and organization as they were."""
    place = quietly(world, lambda: organizations.create(world, "Acme", created_by=lin.id))
    found = events(world, lambda: user_changes.delete(world, lin))
    gone = {it.name: it.subject for it in found}

    assert {"user.deleted", "organizationMembership.deleted"} == set(gone)
    assert Deleted(lin.id, "user") == gone["user.deleted"]
    assert place.id == gone["organizationMembership.deleted"].organization_id


def test_the_world_of_a_deleted_record_still_has_what_it_names(world, lin):
    """A view finds user and organization of a membership that went with its user."""
    quietly(world, lambda: organizations.create(world, "Acme", created_by=lin.id))
    since = world.journal.announced
    events(world, lambda: user_changes.delete(world, lin))
    then = next(then for it, then in event_log.since(world, since) if it.name.startswith("organizationM"))

    assert lin.id == then.users[lin.id].id
    assert None is world.users.find(lin.id)


def test_an_organization_is_created_before_its_membership(world, lin):
    """Events come in the order of the changes."""
    assert ["organization.created", "organizationMembership.created"] == told(
        world, lambda: organizations.create(world, "Acme", created_by=lin.id)
    )


@pytest.mark.parametrize(
    ("closed_as", "expected"),
    [
        ("ended", ["session.ended"]),
        ("removed", ["session.removed"]),
        ("revoked", ["session.revoked"]),
        ("replaced", []),
    ],
)
def test_how_a_session_ends(world, client, lin, closed_as, expected):
    """By its status; one that a newer one replaces has no event of its own."""
    it = quietly(world, lambda: opened(world, client, lin))

    assert expected == told(world, lambda: sessions.close(world, it, closed_as))


def test_a_ban_revokes_before_the_user_changes(world, client, lin):
    """Every live session is revoked, those that were over stay silent."""
    ended = quietly(world, lambda: opened(world, a_client(world), lin))
    quietly(world, lambda: sessions.end(world, ended))
    quietly(world, lambda: opened(world, client, lin))

    assert ["session.revoked", "user.updated"] == told(
        world, lambda: user_changes.ban(world, world.users[lin.id])
    )


def test_a_session_with_tasks_is_pending_first(world, client, lin):
    """It is created when the last task is done, whatever record the task was about."""
    configure(world, behaviour__reset_password_task=True)
    quietly(world, lambda: world.users.save(replace(lin, password_reset_required=True)))
    begun = told(world, lambda: opened(world, client, world.users[lin.id]))
    world.journal.announced = world.journal.number
    done = told(world, lambda: world.users.save(replace(world.users[lin.id], password_reset_required=False)))

    assert (["session.pending"], ["user.updated", "session.created"]) == (begun, done)


def test_messages_are_events_when_they_are_sent(world):
    """By channel; clearing the outbox is none."""
    mail = Message("ema_1", NOON, "email", ADDRESS, "notice", "Hello", "Hello.")
    texts = [replace(mail, id=f"sms_{it}", channel=it, to="+12025557143") for it in ("sms", "whatsapp")]

    assert ["email.created", "sms.created", "sms.created"] == told(
        world,
        lambda: [world.messages.save(it) for it in (mail, *texts)],
        lambda: [world.messages.remove(it.id) for it in (mail, *texts)],
    )


def test_events_happen_at_their_moment(world, lin):
    """What the clock brings on the way is told with the time at which it fell due, each by itself."""

    def rename(name):
        return lambda it: it.users.save(replace(it.users[lin.id], first_name=name))

    for hours, name in ((1, "A"), (2, "B")):
        world.clock.schedule(NOON + hours * HOUR, rename(name))
    world.advance(3 * HOUR)
    found = event_log.since(world, world.journal.announced)

    assert [(NOON + HOUR, "A"), (NOON + 2 * HOUR, "B")] == [(it.at, it.subject.first_name) for it, _ in found]


def test_what_is_undone_has_not_happened(world, lin):
    """A request that failed of a bug of ours leaves no event."""
    undo = world.begin()
    world.users.save(replace(lin, first_name="Lin"))
    undo.restore()
    world.end()

    assert [] == event_log.since(world, world.journal.announced)
