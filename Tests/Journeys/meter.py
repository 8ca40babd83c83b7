#!/usr/bin/env python3
"""Every command of the meter, typed by a person at a terminal: what is planned, set aside, spent, warned of and written out.

Amounts have to add up, with each other and with the networks' own bills; what cannot be done is refused in a sentence.
"""

import datetime

from kit import books as kept
from kit.person import Person
from kit.processes import Networks, Server
from kit.program import Program
from kit.telling import case, finish, same, until
from kit.terminal import Terminal
from meter import books, budgets, crossings, drills, fares, limits, model, prices, ways, what_if

PEOPLE = {"x": "Kedai Aksara", "mastodon": "Ayu Lestari", "linkedin": "Ayu Lestari"}


class Journey:
    def __init__(self):
        self.networks = Networks()
        # The rehearsed model is no network, so its address has to be allowed like that of any machine of one's own.
        self.server = Server(networks=self.networks, KICAU_ALLOWED_ORIGINS=self.networks.addresses["ai"]).start()
        # Budgets turn with the workspace's months, what-if with UTC's: here they are the same.
        self.person = Person(self.server).set_up(zone="UTC")
        for network, name in PEOPLE.items():
            self.person.connect(self.networks, network, name)
        key = self.person.make_key()
        self.terminal = Terminal(KICAU_SERVER=self.server.url, KICAU_API_KEY=key)
        # Looks again and again where something is waited for, which is quicker than a command each time.
        self.program = Program(self.server, key)
        self.accounts = {each["platform"]: each["id"] for each in self.terminal.json("account", "list")["items"]}
        self.today = self.day(0)
        self.campaign = int(self.terminal.text("campaigns", "make", "Musim hujan"))

    @staticmethod
    def day(ahead):
        return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=ahead)).strftime("%Y-%m-%d")

    @staticmethod
    def soon():
        """Later than this journey lasts, on the clock of UTC."""
        return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M")

    def write(self, text, *flags, to=("x",)):
        accounts = [word for network in to for word in ("--account", self.accounts[network])]
        return self.terminal.json("post", "create", "--text", text, *accounts, *flags)["id"]

    def plan(self, text, at, *flags):
        return self.write(text, "--at", at, "--zone", "UTC", *flags)

    def post(self, id):
        return self.terminal.json("post", "show", id)

    def deliveries(self, id):
        """Those that count: what a newer plan replaced is called off."""
        return [each for each in self.post(id)["deliveries"] if each["state"] != "cancelled"]

    def publish(self, text, to=("x",)):
        id = self.write(text, "--now", to=to)
        until(lambda: self.program.get(f"/posts/{id}")["state"] == "published", f"the end of post {id}", 30)
        return id

    def published(self):
        """How many posts each network has, of whomever."""
        return {network: len(self.networks.posts(network)) for network in self.networks.origins}

    def budgets(self):
        """By scope and subject."""
        return {
            (each["scope"], each.get("subject")): each for each in self.terminal.json("budgets", "list")["items"]}

    def budget(self, scope, subject=None):
        return self.budgets()[scope, subject]

    def held(self, scope):
        return next(
            each["held_micro_usd"] for each in self.program.get("/budgets")["items"] if each["scope"] == scope)

    def bill(self, network):
        return self.networks.ask(network, "bill")["microUSD"]

    def settled(self):
        """What the ledger says was spent is what the bills say; gives it."""

        def look():
            spent = self.program.get("/budget")["spent_micro_usd"]
            return spent == self.bill("x") + self.bill("ai") and spent

        return until(look, "the ledger says what the bills say", 15)


def main():
    journey = Journey()
    # They need nobody, so they are played beside the rest.
    played = drills.begin()
    for subject in (fares, budgets, what_if, model, ways, prices, limits, books, crossings):
        subject.play(journey)
    drills.play(journey, played)
    journey.server.stop()
    with case("meter: no money is left set aside for what has ended, and all bookings sum to zero"):
        same(kept.check(journey.server.folder), {}, "what the database says")
    finish()


if __name__ == "__main__":
    main()
