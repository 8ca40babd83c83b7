"""A ledger's file in the hands of programs that accountants use."""

import csv
import io
import pathlib
import subprocess
import sys

from .money import micros
from .telling import Skipped, same

BEAN_CHECK = pathlib.Path(sys.executable).parent / "bean-check"


def hledger(file):
    """What each account holds, once hledger takes the file strictly and finds that it sums to zero."""
    checked = _hledger("--strict", "-f", str(file), "check")
    same((checked.returncode, checked.stderr), (0, ""), "hledger --strict check")
    told = _hledger("-f", str(file), "balance", "--flat", "-O", "csv")
    rows = {row[0]: micros(row[1]) for row in list(csv.reader(io.StringIO(told.stdout)))[1:]}
    same(rows.pop("total", rows.pop("Total:", 0)), 0, "hledger's total")
    return rows


def _hledger(*words):
    try:
        return subprocess.run(["hledger", *words], capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        raise Skipped("hledger is not installed: scripts/setup tests") from None


def beancount(file):
    """What each account holds, once beancount finds nothing wrong and the file sums to zero."""
    if not BEAN_CHECK.exists():
        raise Skipped("beancount is not installed: Tests/Journeys/requirements.txt")
    from beancount import loader
    from beancount.core import realization

    checked = subprocess.run([BEAN_CHECK, file], capture_output=True, text=True, timeout=60)
    same((checked.returncode, checked.stdout + checked.stderr), (0, ""), "bean-check")
    entries, errors, _ = loader.load_file(str(file))
    same(errors, [], "beancount's errors")
    root = realization.realize(entries)
    sums = {}
    for account in realization.iter_children(root, leaf_only=True):
        for position in account.balance:
            sums[account.account] = int(position.units.number * 1_000_000)
    same(sum(sums.values()), 0, "beancount's sum")
    return sums


def table(file):
    """The rows of the table, once they sum to zero in micro-dollars and in dollars alike."""
    rows = list(csv.DictReader(io.StringIO(pathlib.Path(file).read_text(encoding="utf-8"))))
    same(sum(int(row["micro_usd"]) for row in rows), 0, "sum of the table")
    same(sum(micros(row["amount_usd"]) for row in rows), 0, "sum of its dollars")
    return rows
