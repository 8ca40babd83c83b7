"""What the database of a stopped server says about money."""

import sqlite3


def check(folder):
    """Holds still open though their delivery has ended, bookings that do not sum to zero, budgets out of step."""
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    with database:
        found = {
            "leaked holds": _one(database, """
                SELECT COUNT(*) FROM hold JOIN delivery ON delivery.id = delivery_id
                WHERE hold.state IN ('held', 'in-doubt')
                AND delivery.state IN ('published', 'refused', 'dropped', 'cancelled')"""),
            "unbalanced bookings": _one(database, """
                SELECT COUNT(*) FROM (SELECT 1 FROM ledger_entry GROUP BY txn_id HAVING SUM(micro_usd) <> 0)"""),
            "sum of the ledger": _one(database, "SELECT COALESCE(SUM(micro_usd), 0) FROM ledger_entry"),
            "budgets out of step": _one(database, """
                SELECT COUNT(*) FROM budget WHERE pending_micro_usd <> (
                    SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE hold.workspace_id = budget.workspace_id
                    AND hold.month = budget.month AND hold.state IN ('held', 'in-doubt'))"""),
            "published without a capture": _one(database, """
                SELECT COUNT(*) FROM delivery WHERE state = 'published' AND EXISTS (
                    SELECT 1 FROM hold WHERE delivery_id = delivery.id AND hold.state <> 'captured')"""),
            "broken rows": 0 if _one(database, "PRAGMA integrity_check") == "ok" else 1,
        }
    database.close()
    return {name: count for name, count in found.items() if count}


def _one(database, question):
    return database.execute(question).fetchone()[0]
