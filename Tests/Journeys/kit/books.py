"""What the database of stopped servers says about money."""

import sqlite3
import subprocess

QUESTIONS = {
    "leaked holds": """
        SELECT COUNT(*) FROM hold JOIN delivery ON delivery.id = delivery_id
        WHERE hold.state IN ('held', 'in-doubt')
        AND delivery.state IN ('published', 'refused', 'dropped', 'cancelled')""",
    "unbalanced bookings": """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM ledger_entry GROUP BY txn_id HAVING SUM(micro_usd) <> 0) AS wrong""",
    "sum of the ledger": "SELECT COALESCE(SUM(micro_usd), 0) FROM ledger_entry",
    "budgets out of step": """
        SELECT COUNT(*) FROM budget WHERE pending_micro_usd <> (
            SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE hold.workspace_id = budget.workspace_id
            AND hold.month = budget.month AND hold.state IN ('held', 'in-doubt'))""",
    "published without a capture": """
        SELECT COUNT(*) FROM delivery WHERE state = 'published' AND EXISTS (
            SELECT 1 FROM hold WHERE delivery_id = delivery.id AND hold.state <> 'captured')""",
}


def check(folder):
    """Holds still open though their delivery has ended, bookings that do not sum to zero, budgets out of step."""
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    with database:
        found = answers(lambda question: database.execute(question).fetchone()[0])
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            found["broken rows"] = 1
    database.close()
    return found


def check_postgres(url):
    def ask(question):
        done = subprocess.run(["psql", "-At", "-c", question, url], capture_output=True, text=True, check=True)
        return int(done.stdout)

    return answers(ask)


def answers(ask):
    found = {name: ask(question) for name, question in QUESTIONS.items()}
    return {name: count for name, count in found.items() if count}
