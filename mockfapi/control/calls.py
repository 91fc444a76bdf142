"""The requests that a world answered."""

from difflib import get_close_matches

from mockfapi import errors
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document


@operation("listCalls")
def listing(call: WorldCall) -> Document:
    wanted, modelled = call.query.text("operation"), call.query.flag("modelled")
    _check(call, wanted)
    data = [
        {
            "object": "call",
            "method": it.method,
            "path": it.path.removeprefix(f"/w/{call.world.name}"),
            "operation_id": it.operation_id,
            "status": it.status,
            "code": it.code,
            "duration": it.duration,
            "user_id": it.user_id,
            "actor": it.actor,
            "fields": it.fields,
            "changes": [{"kind": row.kind, "table": row.table, "id": row.id} for row in it.changes],
            "nearest": it.nearest or None,
            "fault": it.fault,
            "lag": it.lag,
        }
        for it in call.stage.record(call.world)
        if wanted in (None, it.operation_id) and modelled in (None, not it.unmodelled)
    ]
    return Document({"data": data, "total_count": len(data)})


def _check(call: WorldCall, operation_id: str | None) -> None:
    """Refuses an id that no contract knows: a typo would find nothing for ever."""
    known = [it.operation.id for it in call.stage.operations]
    if operation_id is not None and operation_id not in known:
        close = get_close_matches(operation_id, known, n=3)
        hint = f"; nearest: {', '.join(close)}" if close else ""
        raise errors.invalid_query_parameter_value("operation", reason=f"is in no contract{hint}")
