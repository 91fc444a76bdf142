"""How easy a password is to guess, by zxcvbn, with the hints that prebuilt components translate."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mockfapi import errors
from mockfapi.errors import Refusal

LONGEST = 72
ANOTHER_WORD = "Add another word or two. Uncommon words are better."
HINTS = {
    ANOTHER_WORD: "anotherWord",
    "Use a few words, avoid common phrases.": "useWords",
    "No need for symbols, digits, or uppercase letters.": "noNeed",
    "Use a longer keyboard pattern with more turns.": "longerKeyboardPattern",
    "Avoid repeated words and characters.": "repeats",
    "Avoid sequences.": "sequences",
    "Avoid recent years.": "recentYears",
    "Avoid years that are associated with you.": "associatedYears",
    "Avoid dates and years that are associated with you.": "dates",
    "Capitalization doesn't help very much.": "capitalization",
    "All-uppercase is almost as easy to guess as all-lowercase.": "allUppercase",
    "Reversed words aren't much harder to guess.": "reverseWords",
    "Predictable substitutions like '@' instead of 'a' don't help very much.": "l33t",
}


def faults(password: str, least: int, owned: Sequence[str], param: str) -> Iterator[Refusal]:
    """The refusal of a password that scores below the least strength (0 to 4)."""
    if least <= 0:
        return
    from zxcvbn import zxcvbn

    found: Mapping[str, Any] = zxcvbn(password[:LONGEST], user_inputs=list(owned))
    if found["score"] < least:
        hints = [str(it) for it in found["feedback"]["suggestions"]] or [ANOTHER_WORD]
        suggestions = [{"code": HINTS.get(it, "anotherWord"), "message": it} for it in hints]
        yield errors.form_password_not_strong_enough.entry(param, zxcvbn={"suggestions": suggestions})
