"""What a refusal must be like: a code, a sentence, and nothing written."""

import contextlib
import pathlib
import sqlite3

from .program import Refused
from .telling import same, sure

TABLES = ["post", "delivery", "step", "attempt", "media", "account", "hold", "ledger_entry", "user", "workspace"]


def rows(folder):
    """How many rows each table has, read beside the running server."""
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    counts = {table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}
    database.close()
    return counts


@contextlib.contextmanager
def nothing_written(server):
    before = rows(server.folder)
    yield
    same(rows(server.folder), before, "rows after the refusal")
    leftovers = [path.name for path in pathlib.Path(server.folder, "media/incoming").glob("*")]
    same(leftovers, [], "unfinished uploads")


def refused(code, work, field=None, words=()):
    """The work must be refused with this code, and with a sentence that has these words."""
    try:
        answer = work()
    except Refused as problem:
        same(problem.code, code, "code")
        sure(problem.what.endswith("."), f"a sentence: {problem.what!r}")
        sure(problem.do.endswith("."), f"what to do: {problem.do!r}")
        if field:
            same(problem.field, field, "field")
        for word in words:
            sure(word in problem.what, f"{word!r} is not in {problem.what!r}")
        return problem
    raise AssertionError(f"it was taken: {answer}")
