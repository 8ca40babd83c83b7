"""A look into a data folder's database, beside whoever works on it."""

import contextlib
import sqlite3


@contextlib.contextmanager
def beside(folder):
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    try:
        yield database
    finally:
        database.close()


def states(folder):
    """How many deliveries are in each state."""
    with beside(folder) as database:
        return dict(database.execute("SELECT state, COUNT(*) FROM delivery GROUP BY state"))
