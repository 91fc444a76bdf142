"""What the contracts say: operations, schemas, verdicts on values. Nothing here knows a request."""

from mockfapi.spec.explain import Fault, unspeakable
from mockfapi.spec.load import load
from mockfapi.spec.operation import Contract, Operation, Parameter, Response
from mockfapi.spec.schema import Schema
from mockfapi.spec.validator import Validator

__all__ = [
    "load",
    "Contract",
    "Operation",
    "Parameter",
    "Response",
    "Schema",
    "Validator",
    "Fault",
    "unspeakable",
]
