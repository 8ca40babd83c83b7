"""Measures Kicau's deliveries beside other job queues and the engines' own limits, and writes docs/performance.md."""

import argparse
import contextlib
import http.client
import json
import os
import sys

import contestants
import delivery_report
import kicau
import limits
import measure
import servers
from figures import load, share
from serving import bench, fresh, serving


class Bench:
    """One run: its sizes, the servers it has started so far, and each rival's best setting once it is known."""

    def __init__(self, sizes, stack):
        self.sizes = sizes
        self.stack = stack
        self.servers = {}
        self.best = {}
        self.delivered = {}

    def server(self, name):
        if name not in self.servers:
            self.servers[name] = self.stack.enter_context(getattr(servers, name)())
        return self.servers[name]

    def asks(self, name):
        return not self.sizes.who or any(name.startswith(who) for who in self.sizes.who)

    def rivals(self):
        contestants.install()
        for rival in contestants.RIVALS:
            if not self.asks(rival.name):
                continue
            if rival.store in ("postgres", "redis"):
                self.server(rival.store)
            if rival.name not in self.best:
                self.best[rival.name] = contestants.best(rival, self.sizes.trial_jobs, self.servers)
            yield rival, *self.best[rival.name]

    def kicaus(self, count):
        """Kicau on both engines; one run tells of pace and lateness alike."""
        found = {}
        for name, on_postgres in (("Kicau on SQLite", False), ("Kicau on PostgreSQL", True)):
            if not self.asks(name):
                continue
            if (name, count) not in self.delivered:
                self.delivered[name, count] = kicau.deliver(count, self.database() if on_postgres else None)
                told(name, self.delivered[name, count])
            found[name] = self.delivered[name, count]
        return found

    def database(self):
        return self.server("postgres").fresh("deliveries")


def drain(run):
    """Jobs a second, everything due at the start."""
    found = run.kicaus(run.sizes.jobs)
    for rival, setting, _ in run.rivals():
        found[rival.name] = contestants.drain(rival, setting, run.sizes.jobs, run.servers)
        told(rival.name, found[rival.name])
    return found


def engines(run):
    return {"PostgreSQL": limits.postgres(run.server("postgres"), run.sizes.limit_seconds), "SQLite": limits.sqlite()}


def burst(run):
    """Lateness when all fall due in the same second."""
    found = run.kicaus(run.sizes.jobs)
    for rival, setting, taken_in in run.rivals():
        found[rival.name] = contestants.burst(rival, setting, run.sizes.jobs, run.servers, taken_in)
        told(rival.name, found[rival.name])
    return found


def minute(run):
    """A full hour's posts due on the stroke: is the last one out before the minute is over?"""
    return run.kicaus(run.sizes.minute_jobs)


def million(run):
    """A million planned posts in one SQLite file: start, calendar, memory, and what a claim takes."""
    folder = fresh("million")
    filled = bench("fill", "--posts", 0, "--scheduled", run.sizes.planned, "--ahead", 365, "--accounts", 500,
                   "--data", folder)
    cookie = "kicau_session=" + filled["session"]
    # What is measured is a folder that is there, not a disk that still takes in a million posts at once.
    os.sync()
    with serving(folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        measure.timed(connection, "/calendar", cookie)
        times = [measure.timed(connection, "/calendar", cookie)[0] for _ in range(run.sizes.requests)]
        connection.close()
        found = {"planned": run.sizes.planned, "startMs": round(server.ready_ms, 1),
                 "calendarP50Ms": round(share(times, 0.5), 2), "calendarP99Ms": round(share(times, 0.99), 2),
                 "peakMiB": round(server.resident_mib("VmHWM"), 1)}
    return {**found, "claims": bench("claims", "--data", folder)}


def idle(run):
    """A server with 20 accounts and 1,000 planned posts that has nothing to do."""
    folder = fresh("memory")
    bench("fill", "--posts", 0, "--scheduled", 1000, "--accounts", 20, "--data", folder)
    with serving(folder) as server:
        return measure.idle(server, run.sizes.idle_seconds)


def nodes(run):
    """One, two and four processes on one PostgreSQL."""
    found = []
    for number in (1, 2, 4):
        found.append(kicau.nodes(number, run.sizes.jobs, run.database()))
        told(f"{number} nodes", found[-1])
    return found


def told(name, measured):
    print(f"  {name}: {json.dumps(measured, ensure_ascii=False)}", file=sys.stderr)


PARTS = {"drain": drain, "engines": engines, "burst": burst, "minute": minute, "million": million, "idle": idle,
         "nodes": nodes}


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="compare with the bars; write nothing")
    asked.add_argument("--only", choices=PARTS, action="append", help="only this part; nothing is written")
    asked.add_argument("--who", action="append", help="only those whose names begin so; nothing is written")
    asked.add_argument("--jobs", type=int, default=10_000)
    asked.add_argument("--trial-jobs", type=int, default=2000, help="with these each rival's best setting is found")
    asked.add_argument("--minute-jobs", type=int, default=100_000)
    asked.add_argument("--planned", type=int, default=1_000_000)
    asked.add_argument("--requests", type=int, default=200)
    asked.add_argument("--limit-seconds", type=int, default=10)
    asked.add_argument("--idle-seconds", type=int, default=60)
    sizes = asked.parse_args()
    results = {}
    with contextlib.ExitStack() as stack:
        run = Bench(sizes, stack)
        for name in sizes.only or PARTS:
            print(f"Measuring {name}", file=sys.stderr)
            results[name] = {"load": load(), "measured": PARTS[name](run)}
    print(json.dumps(results, indent=2, ensure_ascii=False))
    if sizes.check:
        sys.exit(delivery_report.check(results))
    if not sizes.only and not sizes.who:
        delivery_report.write(results)


if __name__ == "__main__":
    main()
