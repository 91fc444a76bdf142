"""What was probably meant, in words."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], shown: int = 1) -> str:
    """Ends a refusal of a name: the nearest known ones, else all of them."""
    from difflib import get_close_matches

    names = list(known)
    close = [repr(it) for it in get_close_matches(word, names, n=shown)]
    return f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(names) or 'none'}"
