"""The catalogue of refusals: Clerk's codes, known statuses, texts that can be filled."""

import re
from collections import defaultdict
from string import Formatter

from mockfapi import errors

STATUSES = {400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 422, 423, 429, 500, 501, 503}


# Codes that Clerk documents with two statuses, by the row that has the other one.
OTHER_STATUS = {
    "file_missing": "a file that is missing is 400, any other field 422",
    "session_refresh_off": "whatever bars a refresh is 401, a feature that is off elsewhere 403",
}


def test_rows_that_share_a_code_look_alike():
    """Whoever sees a code knows its status: a code has one, and one short message."""
    others = [getattr(errors, name) for name in OTHER_STATUS]
    looks = defaultdict(set)
    for row in errors.CATALOGUE:
        if row not in others:
            looks[row.code].add((row.status, row.message))

    assert {} == {code: found for code, found in looks.items() if len(found) > 1}


def test_no_row_stands_twice():
    """Two names for one row would drift apart."""
    rows = [(row.code, row.long_message) for row in errors.CATALOGUE]

    assert sorted(set(rows)) == rows


def test_codes_are_spelled_as_clerk_spells_codes():
    """A code is lower-case words joined by underscores."""
    assert [] == [
        row.code for row in errors.CATALOGUE if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", row.code)
    ]


def test_statuses_are_known():
    """A refusal answers with a status that the contracts use, or one that an overlay gives a reason for."""
    assert [] == [row.code for row in errors.CATALOGUE if row.status not in STATUSES]


def test_texts_name_plain_words():
    """The blanks of a text are plain names, so that a rule fills them by keyword."""
    blanks = [
        (row.code, blank)
        for row in errors.CATALOGUE
        for words in (row.message, row.long_message)
        for _, blank, _, _ in Formatter().parse(words)
        if blank is not None and not blank.isidentifier()
    ]

    assert [] == blanks
