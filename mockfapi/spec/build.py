"""YAML contracts and their corrections merged into JSON. Needed at build time and in a checkout only."""

import json
from pathlib import Path
from typing import Any

from mockfapi.spec import sources
from mockfapi.spec.outline import EXTENSION, outlines
from mockfapi.spec.overlay import Json, correct
from mockfapi.spec.schema import definitions

METHODS = ("get", "put", "post", "delete", "patch")


def compile_contracts(specs_folder: Path, out_folder: Path) -> None:
    """Write one compiled file for every contract that the folder holds."""
    out_folder.mkdir(parents=True, exist_ok=True)
    for api, file in sources.FILES.items():
        if (specs_folder / file).exists():
            text = compile_contract(api, specs_folder)
            (out_folder / sources.compiled_name(api)).write_text(text, encoding="utf-8")


def compile_contract(api: str, specs_folder: Path) -> str:
    """One contract as a JSON array of three lines: flat operations, converted schemas, corrected document.

    Only the first line is parsed at start-up, the others when they are first needed.
    """
    document: Json = _plain(_yaml(specs_folder / sources.FILES[api]))
    for path in sources.extensions(api, specs_folder):
        extend(document, _plain(_yaml(path)) or {}, f"specs/{api}/{path.name}")
    for path in sources.overlays(specs_folder):
        correct(document, api, _plain(_yaml(path)) or [], f"specs/overlays/{path.name}")
    schemas = definitions(document)
    flat = outlines(api, document, schemas)
    first = {
        "api": api,
        "version": _version(api, document),
        "answers": _shared_answers(flat),
        "operations": flat,
    }
    return "[" + ",\n".join(map(_text, (first, schemas, document))) + "]"


def extend(document: Json, added: Json, file: str) -> None:
    """Adds operations and schemas that the contract lacks; what it has is not for an extension to change."""
    for path, item in added.get("paths", {}).items():
        known = document["paths"].setdefault(path, {})
        for part, said in item.items():
            if part in known:
                raise ValueError(f"{file}: the contract has {part} {path} already")
            known[part] = said | {EXTENSION: True} if part in METHODS else said
    schemas = document["components"].setdefault("schemas", {})
    for name, schema in added.get("components", {}).get("schemas", {}).items():
        if name in schemas:
            raise ValueError(f"{file}: the contract has a schema {name} already")
        schemas[name] = schema


def _shared_answers(flat: list[Json]) -> list[Any]:
    """Every distinct answer once; the operations are left with its number in place of each."""
    numbers: dict[str, int] = {}
    for outline in flat:
        for status, media in outline["responses"].items():
            outline["responses"][status] = numbers.setdefault(_text(media), len(numbers))
    return [json.loads(text) for text in numbers]


def _version(api: str, document: Json) -> str:
    """The date in the file's name; a contract without editions says its own version."""
    edition = Path(sources.FILES[api]).stem
    return edition if edition[0].isdigit() else str(document["info"]["version"])


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _yaml(path: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_bytes(), loader)


def _plain(value: Any) -> Any:
    """The same as plain JSON: YAML shares what it aliases and reads `200:` as a number."""
    return json.loads(json.dumps(value))
