"""Tag Email Addresses: those of the signed-in person."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import own_identifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world.records import Deleted, EmailAddress


def _own(call: SessionCall) -> EmailAddress:
    return own_identifications.email_of(call.world, call.user, call.path["email_id"])


@operation("getEmailAddresses")
def list_all(call: SessionCall) -> list[EmailAddress]:
    return own_identifications.emails_of(call.world, call.user)


@operation("createEmailAddresses", sensitive=True)
def create(call: SessionCall) -> EmailAddress:
    address = call.params.required("email_address")
    return own_identifications.create_email(call.world, call.user, address)


@operation("getEmailAddress")
def read(call: SessionCall) -> EmailAddress:
    return _own(call)


@operation("sendVerificationEmail")
def prepare_verification(call: SessionCall) -> EmailAddress:
    url = call.params.text("redirect_url") or None
    asked = Preparation(call.params.required("strategy"), redirect_url=url)
    it: EmailAddress = own_identifications.prepare(call.world, _own(call), asked, call.client.id)
    return it


@operation("verifyEmailAddress")
def attempt_verification(call: SessionCall) -> EmailAddress:
    proof = Proof(code=call.params.text("code"))
    it: EmailAddress = own_identifications.attempt(call.world, _own(call), proof)
    return it


@operation("DeleteEmailAddress", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return own_identifications.delete(call.world, call.user, _own(call))
