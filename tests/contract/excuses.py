"""Where a fuzzer's check may fail: by operation and error code, each code with the reason why.

What a fuzzer draws depends on how fast the machine is, so the few codes that any form may meet stand apart.

Extended by test_conformance.py with MOCKFAPI_EXCUSES=write; more MOCKFAPI_CASES and MOCKFAPI_SEED meet more.
"""

import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from tests.properties.steps import fields, operations

PATH = Path(__file__).with_name("excuses.yaml")
WRITING = os.environ.get("MOCKFAPI_EXCUSES") == "write"
TABLE: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
Table = dict[str, dict[str, list[str]]]


def codes_of(response: Any) -> set[str]:
    """The error codes of an answer."""
    if response.status_code < 400:
        return set()
    return {it["code"] for it in response.json()["errors"]}


def are_excused(label: str, check: str, codes: set[str]) -> bool:
    """Whether the table has a reason for all of these refusals. While it is written, any reason will do."""
    listed = TABLE["reasons"] if WRITING else TABLE["operations"].get(label, {}).get(check, ())
    return bool(codes) and codes <= set(listed).union(TABLE["everywhere"])


def params_of(response: Any) -> set[tuple[str, str]]:
    """Which code was said of which field."""
    named = response.json()["errors"] if response.status_code >= 400 else []
    return {(it["code"], it["meta"]["param_name"]) for it in named if it.get("meta", {}).get("param_name")}


def spread(params: set[tuple[str, str]]) -> set[tuple[str, str, str]]:
    """A field means the same wherever it is sent: what was said of it excuses all operations that take it."""
    return {
        (label, "positive_data_acceptance", code)
        for label in operations()
        for code, param in params
        if param in fields(label)
    }


def written(needed: set[tuple[str, str, str]]) -> None:
    """Adds the excuses that a run needed to the table; the reasons above them stay as they are."""
    found: Table = defaultdict(lambda: defaultdict(list))
    for label, check, code in sorted(needed | _listed()):
        if code in TABLE["reasons"] and code not in TABLE["everywhere"]:
            found[label][check].append(code)
    plain = {label: dict(checks) for label, checks in found.items()}
    head, mark, _ = PATH.read_text("utf-8").partition("\noperations:")
    PATH.write_text(head + mark + "\n" + _indented(plain), "utf-8")


def _listed() -> set[tuple[str, str, str]]:
    return {
        (label, check, code)
        for label, checks in TABLE["operations"].items()
        for check, codes in checks.items()
        for code in codes
    }


def _indented(plain: Table) -> str:
    lines = yaml.safe_dump(plain, width=110, default_flow_style=None).splitlines()
    return "".join(f"  {line}\n" for line in lines)
