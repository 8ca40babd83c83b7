#!/usr/bin/env python3
"""Two nodes share a PostgreSQL database, and everything that can happen to them does.

They are killed again and again, one is held still past its lease and wakes late, the database server itself dies in
mid-transaction. Then the networks count: nothing twice, nothing lost, nothing early.
"""

import base64
import time

import crash
from kit import books
from kit.counting import count
from kit.processes import Postgres, Worker, fails
from kit.telling import case, finish, same, sure

POSTS = 40
KILLS = 12
KEY = base64.b64encode(b"k" * 32).decode()


class Nodes(crash.Journey):
    def __init__(self, database):
        settings = {"DATABASE_URL": database.url, "KICAU_KEY": KEY}
        super().__init__(posts=POSTS, kills=KILLS, **settings)
        self.database = database
        # Networks fetch pictures from the node that serves, whichever asked them to.
        settings["KICAU_PUBLIC_MEDIA_URL"] = self.server.url
        self.worker = Worker(networks=self.networks, log="worker.log", **settings).start()

    def kill_often(self, kills, pause, dice):
        """Now this node, now that one."""
        for _ in range(kills):
            time.sleep(dice.uniform(*pause))
            node = dice.choice([self.server, self.worker])
            node.kill()
            self.kills += 1
            time.sleep(dice.uniform(0.1, 1.0))
            node.start()

    def oversleep(self):
        """The worker is held still for longer than its lease (20 s in rehearsals), and wakes late."""
        self.worker.hold_still()
        time.sleep(25)
        self.worker.go_on()


def main():
    print(f"  seed {crash.SEED} (KICAU_SEED={crash.SEED} repeats the dice)", flush=True)
    database = Postgres()
    journey = Nodes(database)
    with case("nodes: connect accounts on seven networks, two nodes on one database") as note:
        journey.connect_everybody()
        journey.know_accounts()
        note(f"{len(journey.accounts)} accounts")
    with case("nodes: a node with another key is told so, and makes none of its own") as note:
        code, said = fails(
            journey.worker.command()[:-1] + [journey.server.folder.parent / "stranger"], DATABASE_URL=database.url)
        sure(code == 5 and "KICAU_KEY" in said, f"{code}: {said}")
    with case("nodes: schedule everything while the nodes are killed") as note:
        journey.imagine()
        journey.write_under_kills()
        posts = journey.program.all_posts()
        sure(len(posts) == POSTS, f"{len(posts)} posts of {POSTS}: an Idempotency-Key did not hold")
        note(f"{sum(len(plan.accounts) for plan in journey.plans)} deliveries, {journey.kills} kills")
    with case("nodes: go out while nodes die, one oversleeps and the database dies once") as note:
        journey.be_faulty()
        journey.send_under_kills()
        journey.oversleep()
        database.crash()
        journey.be_well()
        journey.settle(240)
        found = count(journey)
        sure(not found.wrong, f"seed {crash.SEED}: {found.wrong}")
        ends = ", ".join(f"{n} {state}" for state, n in sorted(found.ends.items()))
        note(f"{sum(found.ends.values())} deliveries, {journey.kills} kills: {ends}; 0 twice, 0 lost, 0 early")
    with case("nodes: a person answers what waited, and all comes out right") as note:
        journey.reconnect()
        journey.settle(120)
        answers = journey.answer_doubts()
        journey.settle(120)
        found = count(journey)
        sure(not found.wrong and set(found.ends) == {"published"}, f"seed {crash.SEED}: {found.wrong} {found.ends}")
        note(f"answers {dict(answers)}: {found.ends['published']} published")
    with case("nodes: both stop when asked, and the books balance"):
        same(journey.server.stop(), 0, "exit code of the server")
        same(journey.worker.stop(), 0, "exit code of the worker")
        wrong = books.check_postgres(database.url)
        sure(not wrong, f"seed {crash.SEED}: {wrong}")
    finish()


if __name__ == "__main__":
    main()
