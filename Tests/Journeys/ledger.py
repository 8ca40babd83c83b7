#!/usr/bin/env python3
"""What was spent, as an accountant sees it: the files in hledger's and beancount's hands, beside the network's own bill."""

import datetime
import subprocess

from kit import accounting, pages, places
from kit.person import Person
from kit.processes import Networks, Server, plain_environment
from kit.program import Program, Refused
from kit.telling import case, finish, same, sure, until

ENDED = {"published", "refused", "waiting", "dropped", "cancelled"}


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
    same(accounting.hledger(journey.export("hledger")), journey.balances(), "hledger's balances")


def in_beancount(journey):
    sums = accounting.beancount(journey.export("beancount"))
    same(sorted(sums.values()), sorted(journey.balances().values()), "beancount's balances")


def as_table(journey):
    memos = {row["memo"] for row in accounting.table(journey.export("csv")) if row["memo"]}
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
