#!/usr/bin/env python3
"""What was spent, as an accountant sees it: the files in hledger's and beancount's hands, beside the network's own bill."""

import csv
import datetime
import io
import pathlib
import subprocess
import sys

from kit import pages, places
from kit.person import Person
from kit.processes import Networks, Server, plain_environment
from kit.program import Program, Refused
from kit.telling import Skipped, case, finish, same, sure, until

ENDED = {"published", "refused", "waiting", "dropped", "cancelled"}
BEAN_CHECK = pathlib.Path(sys.executable).parent / "bean-check"


class Journey:
    def __init__(self):
        self.networks = Networks()
        self.server = Server(networks=self.networks).start()
        # Days of the files are UTC's, and so are those of the bill.
        self.person = Person(self.server).set_up(zone="UTC")
        self.person.connect(self.networks, "x", "Kedai Aksara")
        self.key = self.person.make_key()
        self.program = Program(self.server, self.key)
        self.account = self.program.get("/accounts")["items"][0]["id"]
        self.folder = places.new_folder()
        self.today = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")

    def publish(self, *texts):
        body = {"accounts": [self.account], "parts": [{"text": text} for text in texts], "plan": "publish_now"}
        post = self.program.post_surely("/posts", body)["id"]
        until(lambda: self.state(post) in ENDED, f"the end of post {post}", 30)
        same(self.state(post), "published", f"post {post}")

    def state(self, post):
        return self.program.get(f"/posts/{post}")["deliveries"][0]["state"]

    def kicau(self, *words):
        return subprocess.run(
            [places.PROGRAM, *words, "--server", self.server.url, "--api-key", self.key], capture_output=True,
            text=True, env=plain_environment(), timeout=60)

    def export(self, form):
        done = self.kicau("ledger", "export", "--format", form, "--from", self.today, "--to", self.today)
        same(done.returncode, 0, done.stderr)
        file = self.folder / f"ledger.{form}"
        file.write_text(done.stdout, encoding="utf-8", newline="")
        return file

    def balances(self):
        items = self.program.get("/ledger/accounts")["items"]
        return {item["account"]: item["balance_micro_usd"] for item in items if item["balance_micro_usd"]}


def hledger(*words):
    try:
        return subprocess.run(["hledger", *words], capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        raise Skipped("hledger is not installed: scripts/setup tests") from None


def micros(text):
    """"-0.015000 USD" in micro-dollars, without a float on the way."""
    number = text.split()[0]
    whole, _, decimals = number.lstrip("-").partition(".")
    return (-1 if number.startswith("-") else 1) * (int(whole) * 1_000_000 + int((decimals + "000000")[:6]))


def bill(journey):
    journey.publish("Kopi hari ini")
    journey.publish("Resepnya: https://example.org/kopi")
    journey.publish("Satu", "Dua", "Tiga")
    told = journey.networks.ask("x", "bill")
    same(-journey.balances()["owed:x"], told["microUSD"], f"ledger beside {told['lines']}")
    sure(any(line["item"] == "Post: Create (with URL)" for line in told["lines"]), told["lines"])


def payment(journey):
    before = journey.balances()["owed:x"]
    done = journey.kicau("ledger", "pay", "x", "25", "--on", journey.today, "--memo", '=1+1; "top-up" | )')
    same(done.returncode, 0, done.stderr)
    same(journey.balances()["owed:x"], before + 25_000_000, "owed:x")
    standings = journey.program.get("/ledger/standings")["items"]
    sure(standings[0]["balance_micro_usd"] > 0 and standings[0]["lasts_days"] > 0, standings)
    wrong = journey.kicau("ledger", "pay", "myspace", "1", "--on", journey.today)
    same(wrong.returncode, 1, wrong.stderr)
    page = pages.words(journey.person.open("/budget/ledger").text)
    sure("left of what was paid" in page, page[:600])


def in_hledger(journey):
    file = journey.export("hledger")
    checked = hledger("--strict", "-f", str(file), "check")
    same((checked.returncode, checked.stderr), (0, ""), "hledger --strict check")
    told = hledger("-f", str(file), "balance", "--flat", "-O", "csv")
    rows = {row[0]: micros(row[1]) for row in list(csv.reader(io.StringIO(told.stdout)))[1:]}
    same(rows.pop("total", rows.pop("Total:", 0)), 0, "hledger's total")
    same(rows, journey.balances(), "hledger's balances")


def in_beancount(journey):
    if not BEAN_CHECK.exists():
        raise Skipped("beancount is not installed: Tests/Journeys/requirements.txt")
    from beancount import loader
    from beancount.core import realization

    file = journey.export("beancount")
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
    same(sorted(sums.values()), sorted(journey.balances().values()), "beancount's balances")


def as_table(journey):
    rows = list(csv.DictReader(io.StringIO(journey.export("csv").read_text(encoding="utf-8"))))
    same(sum(int(row["micro_usd"]) for row in rows), 0, "sum of the table")
    same(sum(micros(row["amount_usd"]) for row in rows), 0, "sum of its dollars")
    memos = {row["memo"] for row in rows if row["memo"]}
    same(memos, {"'" + '=1+1; "top-up" | )'}, "the note that looks like a formula")


def taken_back(journey):
    paid = next(item for item in journey.program.get("/ledger")["items"] if item["kind"] == "payment")
    before = journey.balances()["owed:x"]
    done = journey.kicau("ledger", "reverse", f"K{paid['id']}", "--memo", "Typed wrongly")
    same(done.returncode, 0, done.stderr)
    same(journey.balances()["owed:x"], before - 25_000_000, "owed:x")
    again = journey.kicau("ledger", "reverse", str(paid["id"]))
    same(again.returncode, 1, again.stderr)
    same(journey.program.get(f"/ledger/{paid['id']}")["corrected_by"] > paid["id"], True, "corrected by")


def differing_bill(journey):
    month = journey.today[:7]
    spent = journey.program.get("/budget")["spent_micro_usd"]
    body = {"platform": "x", "month": month, "micro_usd": spent + 2_000_000, "source": "invoice"}
    told = journey.program.post("/bills", body)["items"][0]
    same((told["difference_micro_usd"], told["differs"]), (2_000_000, True), "difference")
    same(journey.program.get("/budget")["spent_micro_usd"], spent, "spent before anybody booked it")
    page = pages.words(journey.person.open("/budget/ledger/bills").text)
    sure("They differ" in page, page[:600])
    try:
        journey.program.post("/bills/differences", {"platform": "x", "month": month, "micro_usd": 1})
        raise AssertionError("another difference than was shown was booked")
    except Refused as refused:
        same(refused.code, "changed-meanwhile", "code")
    done = journey.kicau("bills", "book", "x", month, "--memo", "Taxes")
    same(done.returncode, 0, done.stderr)
    same(journey.program.get("/budget")["spent_micro_usd"], spent + 2_000_000, "spent")


def main():
    journey = Journey()
    for title, work in [
        ("the ledger says to the micro-dollar what X's own bill says", bill),
        ("a payment goes off what is owed", payment),
        ("hledger takes the file strictly, and has our balances", in_hledger),
        ("beancount finds nothing wrong with it, and has our balances", in_beancount),
        ("a spreadsheet runs nothing of the table", as_table),
        ("what was entered is taken back once", taken_back),
        ("a bill that differs is shown, and booked by a person only", differing_bill),
        ("the files are right after all that too", in_hledger),
    ]:
        with case("ledger: " + title):
            work(journey)
    finish()


if __name__ == "__main__":
    main()
