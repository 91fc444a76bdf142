"""What is modelled and what is not."""

from mockfapi.http.call import ControlCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document


@operation("listOperations")
def listing(call: ControlCall) -> Document:
    api, modelled = call.query.text("api"), call.query.flag("modelled")
    data = [
        {
            "id": it.operation.id,
            "api": it.operation.api,
            "group": it.operation.group,
            "method": it.operation.method,
            "path": it.operation.path,
            "modelled": it.modelled,
            "asked": call.stage.unmodelled[it.operation.id],
        }
        for it in call.stage.operations
        if api in (None, it.operation.api) and modelled in (None, it.modelled)
    ]
    return Document({"data": data, "total_count": len(data)})
