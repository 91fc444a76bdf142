"""Tag Health."""

from mockfapi.http.call import PublicCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document


@operation("getHealth")
def read(call: PublicCall) -> Document:
    del call
    return Document({"status": "healthy"})
