"""Group Emails: messages that the app writes itself."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import emails
from mockfapi.world.records import Message


@operation("Emails_create")
def create(call: BackendCall) -> Message:
    return emails.send(call.world, call.params.given())


@operation("Emails_get")
def read(call: BackendCall) -> Message:
    return emails.of(call.world, call.path["email_id"])
