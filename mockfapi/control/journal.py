"""What changed in a world."""

from collections.abc import Iterable
from itertools import islice

from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.views.change import change
from mockfapi.world.journal import Change

SHOWN = 100


@operation("listChanges")
def listing(call: WorldCall) -> Document:
    journal, query = call.world.journal, call.query
    since, limit = query.number("since"), query.number("limit") or SHOWN
    table, operation_id = query.text("table"), query.text("operation")
    fitting = [
        it
        for it in (journal if since is None else journal.since(since))
        if table in (None, it.table) and operation_id in (None, it.operation)
    ]
    # Who follows the journal wants the next ones, who just looks wants the latest.
    shown: Iterable[Change] = fitting[-limit:] if since is None else islice(fitting, limit)
    data = [change(it) for it in shown]
    return Document({"data": data, "total_count": len(fitting), "last_number": journal.number})
