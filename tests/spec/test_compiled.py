"""Compiled contracts: made once, read without YAML, made again when anything changed."""

import subprocess
import sys
from pathlib import Path

import pytest

from mockfapi.spec import sources
from mockfapi.spec.build import compile_contracts
from mockfapi.spec.load import contract, from_checkout

CONTRACT = """
openapi: 3.0.3
info: {title: t, version: "1"}
servers: [{url: /__mockfapi}]
paths:
  /health:
    get:
      operationId: getHealth
      tags: [Health]
      responses:
        200: {description: OK, content: {application/json: {schema: {type: object}}}}
"""
CORRECTION = "- {reason: it may be busy, api: control, operations: [getHealth], statuses: 503}\n"
LIGHT = """
import sys
from mockfapi import spec
spec.load("fapi"), spec.load("bapi")
print(*sorted({"yaml", "jsonschema", "jsonschema_rs", "mockfapi.spec.build"} & set(sys.modules)))
"""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    (folder / "overlays").mkdir(parents=True)
    (folder / "control.yaml").write_text(CONTRACT)
    return folder


def test_a_compiled_contract_reads_like_its_source(specs: Path, tmp_path: Path):
    """Numbers for statuses, server prefixes and tags survive the way through the cache."""
    read = contract(from_checkout("control", specs, tmp_path / "kept"))

    health = read.operations["getHealth"]
    assert ("control", "1", "/__mockfapi/health") == (read.api, read.version, health.path)
    assert ("health", (200,), (200,)) == (health.group, health.success, health.statuses)
    assert "/health" in read.document["paths"]


def test_the_second_time_the_cache_is_read(specs: Path, tmp_path: Path):
    """What lies in the cache under the right name is taken as it is."""
    kept = tmp_path / "kept"
    from_checkout("control", specs, kept)
    (path,) = kept.iterdir()
    path.write_text("[1,\n2,\n3]")

    assert "[1,\n2,\n3]" == from_checkout("control", specs, kept)


def test_a_changed_correction_compiles_again(specs: Path, tmp_path: Path):
    """The name in the cache depends on every ingredient; what is stale goes away."""
    kept = tmp_path / "kept"
    from_checkout("control", specs, kept)
    (specs / "overlays" / "busy.yaml").write_text(CORRECTION)

    again = contract(from_checkout("control", specs, kept))

    assert (200, 503) == again.operations["getHealth"].statuses
    assert 1 == len(list(kept.iterdir()))


@pytest.mark.parametrize("damage", ["", "[1,\n2", "\ufeff"])
def test_a_damaged_cache_is_repaired(specs: Path, tmp_path: Path, damage: str):
    """A file that was cut short is compiled again and replaced."""
    kept = tmp_path / "kept"
    whole = from_checkout("control", specs, kept)
    (path,) = kept.iterdir()
    path.write_text(damage)

    assert whole == from_checkout("control", specs, kept)
    assert whole == path.read_text()


def test_without_a_place_to_write_it_still_loads(specs: Path, tmp_path: Path):
    """A read-only checkout is slower, not broken."""
    (tmp_path / "file").write_text("in the way")

    compiled = from_checkout("control", specs, tmp_path / "file" / "kept")

    assert ["getHealth"] == list(contract(compiled).operations)


def test_a_wheel_gets_every_contract_there_is(specs: Path, tmp_path: Path):
    """The build writes one JSON file for each contract of the folder, the same text as the cache's."""
    compile_contracts(specs, tmp_path / "out")

    assert ["control.json"] == [path.name for path in (tmp_path / "out").iterdir()]
    assert (
        from_checkout("control", specs, tmp_path / "kept") == (tmp_path / "out" / "control.json").read_text()
    )


def test_an_id_used_twice_is_named(specs: Path, tmp_path: Path):
    """Two operations with one operationId would shadow each other."""
    (specs / "control.yaml").write_text(
        CONTRACT + CONTRACT.partition("paths:\n")[2].replace("/health", "/other")
    )

    with pytest.raises(ValueError, match="the control contract uses the operationId getHealth twice"):
        from_checkout("control", specs, tmp_path / "kept")


def test_starting_parses_no_yaml_and_loads_no_validator():
    """A fresh process that finds the cache imports none of the heavy libraries."""
    subprocess.run([sys.executable, "-c", LIGHT], check=True, capture_output=True)
    again = subprocess.run([sys.executable, "-c", LIGHT], check=True, capture_output=True, text=True)

    assert "" == again.stdout.strip()


def test_the_compiler_is_part_of_the_digest():
    """Every module that shapes the compiled form is listed, so that editing one serves no stale contract."""
    folder = Path(sources.__file__).parent
    runtime = {"__init__.py", "engines.py", "explain.py", "load.py", "operation.py", "validator.py"}

    assert set(sources.COMPILER) | runtime == {path.name for path in folder.glob("*.py")}
