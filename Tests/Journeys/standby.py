#!/usr/bin/env python3
"""What stands between the nodes and their data is exchanged under them, piece by piece.

One node reaches PostgreSQL through a pooler in transaction mode, the other by the names of two servers. While posts go
out, each node is stopped and started again as for an upgrade, the pooler dies, and then the first server dies for good and
its follower takes over.
"""

import base64
import datetime
import time

import crash
from kit import books
from kit.counting import count
from kit.pooler import Pooler
from kit.processes import Postgres, Worker
from kit.standby import Standby, port_of
from kit.telling import case, finish, same, sure, until

POSTS = 30
KEY = base64.b64encode(b"k" * 32).decode()


class Exchanges(crash.Journey):
    def __init__(self, database):
        self.standby = Standby(database)
        self.pooler = Pooler(port_of(database))
        super().__init__(posts=POSTS, DATABASE_URL=self.standby.url_of_both, KICAU_KEY=KEY)
        self.worker = Worker(
            networks=self.networks, log="worker.log", DATABASE_URL=self.pooler.url, KICAU_KEY=KEY,
            KICAU_PUBLIC_MEDIA_URL=self.server.url).start()

    def wait_until_due(self):
        first = min(plan.due for plan in self.plans)
        time.sleep(max(0, (first - datetime.datetime.now(datetime.UTC)).total_seconds()))

    def upgrade(self):
        """One node after the other stops when it is asked to, and starts again."""
        for node in (self.worker, self.server):
            same(node.stop(), 0, f"exit code of {node.log}")
            node.start()

    def live(self):
        return sum(len(self.networks.posts(network)) for network in self.networks.origins)


def main():
    print(f"  seed {crash.SEED} (KICAU_SEED={crash.SEED} repeats the dice)", flush=True)
    database = Postgres()
    journey = Exchanges(database)
    with case("standby: connect and plan, through a pooler and to a pair of servers") as note:
        journey.connect_everybody()
        journey.know_accounts()
        journey.imagine()
        journey.write_all()
        note(f"{sum(len(plan.accounts) for plan in journey.plans)} deliveries")
    with case("standby: each node in turn stops and starts again while posts go out") as note:
        journey.be_faulty()
        journey.wait_until_due()
        before = journey.live()
        journey.upgrade()
        until(lambda: journey.live() > before, "posts go out", 30)
        note(f"{journey.live()} posts live")
    with case("standby: the pooler dies and comes back"):
        journey.pooler.kill()
        time.sleep(3)
        journey.pooler.start()
    with case("standby: the first server dies for good, its follower takes over") as note:
        sure(journey.moving(), "there are posts still to go out")
        journey.standby.take_over()
        journey.pooler.turn_to(journey.standby.port)
        journey.be_well()
        until(lambda: journey.program.get("/accounts"), "the server answers again", 60)
        journey.settle(240)
        found = count(journey)
        sure(not found.wrong, f"seed {crash.SEED}: {found.wrong}")
        ends = ", ".join(f"{n} {state}" for state, n in sorted(found.ends.items()))
        note(f"{sum(found.ends.values())} deliveries: {ends}; 0 twice, 0 lost, 0 early")
    with case("standby: both nodes are still at work, stop when asked, and the books balance"):
        same(journey.server.stop(), 0, "exit code of the server")
        same(journey.worker.stop(), 0, "exit code of the worker")
        wrong = books.check_postgres(f"postgres://kicau@127.0.0.1:{journey.standby.port}/kicau")
        sure(not wrong, f"seed {crash.SEED}: {wrong}")
    finish()


if __name__ == "__main__":
    main()
