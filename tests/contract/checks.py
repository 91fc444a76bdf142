"""A check of our own beside the fuzzer's: no answer shows a field that its schema does not name."""

import schemathesis

from mockfapi import spec
from tests.leaks import leaks

# Every refusal carries it, as FAPI's schema says; BAPI's schema is silent.
TRACE = "$.clerk_trace_id"
APIS = {it: api for api in ("fapi", "bapi", "control") for it in spec.load(api).operations}


@schemathesis.check
def no_undeclared_fields(ctx, response, case):
    """Fails with the JSON paths of fields that nothing in the contract names."""
    operation_id = case.operation.definition.raw["operationId"]
    contract = spec.load(APIS[operation_id])
    listed = contract.operations[operation_id].responses.get(response.status_code)
    if listed is not None and listed.schema is not None and response.content:
        found = [path for path in leaks(contract, listed.schema, response.json()) if path != TRACE]
        assert not found, f"undeclared fields: {', '.join(found)}"
