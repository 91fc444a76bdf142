"""Shortcodes inside claims: `{{user.id}}`, `||`, literals. How they are read, not what they stand for."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

# What a path such as `user.public_metadata.plan` stands for, given its parts; None when for nothing.
Source = Callable[[Sequence[str]], Any]

SHORTCODE = re.compile(r"\{\{((?:'[^']*'|(?!\}\}|').)*)\}\}", re.DOTALL)
OPERAND = re.compile(r"'[^']*'|\|\||[^'|]+|[^']")
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
WORDS = {"true": True, "false": False}


def filled(value: Any, source: Source) -> Any:
    """The value with each shortcode replaced, at any depth.

    A text that is one shortcode becomes what it stands for, with its type; inside a longer text it becomes
    text.
    """
    if isinstance(value, str):
        return _filled_text(value, source)
    if isinstance(value, dict):
        return {name: filled(it, source) for name, it in value.items()}
    if isinstance(value, list | tuple):
        return [filled(it, source) for it in value]
    return value


def _filled_text(text: str, source: Source) -> Any:
    if "{{" not in text:
        return text
    if (alone := SHORTCODE.fullmatch(text.strip())) is not None:
        return _meant(alone[1], source)
    return SHORTCODE.sub(lambda found: _printed(_meant(found[1], source)), text)


def _meant(inside: str, source: Source) -> Any:
    """The first operand that is neither null nor false, else the last."""
    value = None
    for operand in _operands(inside):
        value = _value(operand, source)
        if value is not None and value is not False:
            break
    return value


def _operands(inside: str) -> list[str]:
    found = [""]
    for part in OPERAND.findall(inside):
        if part == "||":
            found.append("")
        else:
            found[-1] += part
    return [it.strip() for it in found]


def _value(operand: str, source: Source) -> Any:
    if len(operand) >= 2 and operand[0] == operand[-1] == "'":
        return operand[1:-1]
    if operand in WORDS:
        return WORDS[operand]
    if NUMBER.fullmatch(operand):
        return float(operand) if "." in operand else int(operand)
    return source(operand.split("."))


def _printed(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
