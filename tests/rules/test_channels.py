"""The channel of a code to a phone: SMS, or WhatsApp where the instance has it."""

import pytest

from mockfapi.rules import sign_ins, sign_ups
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn
from tests.rules.worlds import PHONE, a_user, attribute, refused_without_trace, started, with_phones


@pytest.fixture(autouse=True)
def _phones(world: World) -> None:
    with_phones(world, channels=("sms", "whatsapp"))
    a_user(world, phone_numbers=[PHONE])


def prepared(world: World, client: Client, channel: str | None) -> SignIn:
    it = started(world, client, PHONE)
    return sign_ins.prepare_first_factor(world, it, Preparation("phone_code", channel=channel))


@pytest.mark.parametrize(("asked", "taken"), [(None, "sms"), ("sms", "sms"), ("whatsapp", "whatsapp")])
def test_a_code_goes_over_the_channel_that_was_asked_for(
    world: World, client: Client, asked: str | None, taken: str
) -> None:
    """Message and verification say so, and the code signs in."""
    it = prepared(world, client, asked)
    message = world.messages.where(to=PHONE)[-1]

    assert taken == message.channel == (it.first_factor and it.first_factor.channel)

    done = sign_ins.attempt_first_factor(world, it, "phone_code", Proof(code=message.code))

    assert "complete" == sign_ins.status(world, done)


def test_where_there_is_one_channel_it_is_taken(world: World, client: Client) -> None:
    """Without SMS, WhatsApp needs no asking."""
    attribute(world, "phone_number", channels=("whatsapp",))
    it = prepared(world, client, None)

    assert "whatsapp" == (it.first_factor and it.first_factor.channel)


@pytest.mark.parametrize(
    ("channels", "asked", "refusal"),
    [
        ((), "whatsapp", (400, "form_param_value_disabled", "channel")),
        (("whatsapp",), "sms", (400, "form_param_value_disabled", "channel")),
        (("sms", "whatsapp"), "pigeon", (422, "form_param_value_invalid", "channel")),
    ],
)
def test_other_channels_are_refused(
    world: World, client: Client, channels: tuple[str, ...], asked: str, refusal: tuple[int, str, str]
) -> None:
    """Those that are off, and those that are none; nothing is sent."""
    attribute(world, "phone_number", channels=channels)
    it = started(world, client, PHONE)

    assert [refusal] == refused_without_trace(
        world, lambda: sign_ins.prepare_first_factor(world, it, Preparation("phone_code", channel=asked))
    )


def test_a_sign_in_may_name_the_channel_at_once(world: World, client: Client) -> None:
    """The code is sent in the same call."""
    it = sign_ins.create(
        world, client, strategy="phone_code", identifier=PHONE, proof=Proof(), channel="whatsapp"
    )

    assert "whatsapp" == (it.first_factor and it.first_factor.channel)
    assert "whatsapp" == world.messages.where(to=PHONE)[-1].channel


def test_a_sign_up_takes_a_channel_too(world: World, client: Client) -> None:
    """As a sign-in does."""
    number = "+12025557188"
    it = sign_ups.create(world, client, {"phone_number": number})
    sign_ups.prepare_verification(world, it, Preparation("phone_code", channel="whatsapp"))

    assert "whatsapp" == world.messages.where(to=number)[-1].channel
