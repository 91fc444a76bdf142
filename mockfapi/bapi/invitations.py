"""Group Invitations: asking people to sign up."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import invitations
from mockfapi.world.records import Deleted, Invitation


def _invitation(call: BackendCall) -> Invitation:
    return call.world.invitations[call.path["invitation_id"]]


@operation("Invitations_createNewInvitation")
def create(call: BackendCall) -> Invitation:
    return invitations.create(call.world, **call.params.given())


@operation("Invitations_createBulk")
def create_bulk(call: BackendCall) -> list[Invitation]:
    return invitations.create_all(call.world, call.params.rows())


@operation("Invitations_listAllNonRevoked")
def list_invitations(call: BackendCall) -> Page[Invitation] | list[Invitation]:
    query = call.query
    asked = (query.text("status"), query.text("query"), query.text("order_by"))
    return either(call, invitations.found(call.world, *asked))


@operation("Invitations_revokeInvitation")
def revoke(call: BackendCall) -> Invitation:
    return invitations.revoke(call.world, _invitation(call))


@operation("Invitations_delete")
def delete(call: BackendCall) -> Deleted:
    return Deleted(invitations.remove(call.world, _invitation(call)).id, "invitation")
