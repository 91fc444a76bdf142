"""Tickets: making, seeing and revoking what lets people in."""

from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import ticket_desk, tickets
from mockfapi.rules.tickets import Ticketed
from mockfapi.views.ticket import ticket


@operation("listTickets")
def listing(call: WorldCall) -> Document:
    kind, status = call.query.text("kind"), call.query.text("status")
    shown = [ticket(call.world, it) for it in tickets.every(call.world)]
    data = [it for it in shown if kind in (None, it["kind"]) and status in (None, it["status"])]
    return Document({"data": data, "total_count": len(data)})


@operation("createSignInTicket")
def sign_in(call: WorldCall) -> Document:
    given = call.params
    seconds = given.number("expires_in_seconds")
    return _face(call, ticket_desk.sign_in(call.world, given.required("user"), expires_in_seconds=seconds))


@operation("createImpersonationTicket")
def impersonate(call: WorldCall) -> Document:
    return _face(call, ticket_desk.impersonate(call.world, **call.params.given()))


@operation("createAgentTicket")
def agent(call: WorldCall) -> Document:
    return _face(call, ticket_desk.agent(call.world, **call.params.given()))


@operation("createInvitationTicket")
def invite(call: WorldCall) -> Document:
    return _face(call, ticket_desk.invite(call.world, **call.params.given()))


@operation("revokeTicket")
def revoke(call: WorldCall) -> Document:
    return _face(call, ticket_desk.revoke(call.world, call.path["ticket_id"]))


def _face(call: WorldCall, it: Ticketed) -> Document:
    return Document(ticket(call.world, it))
