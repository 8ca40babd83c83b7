"""Kicau's side of the comparison: the real dispatcher, lines and store, sending to the null platform."""

import base64
import os
import subprocess
import time

import contestants
import kernel
from null_platform import null_platform
from serving import BENCH, bench, fresh

ACCOUNTS, WORKSPACES = 500, 10


def deliver(count, database=None):
    """So many deliveries, due at one instant; counted by Kicau, and once more by the network that took them."""
    place = ["--data", fresh("kicau"), *(["--database", database] if database else [])]
    with null_platform() as platform:
        measured = bench("deliveries", "--count", count, "--accounts", ACCOUNTS, "--workspaces", WORKSPACES,
                         "--network", platform.address, *place)
        arrivals = platform.arrivals()
    return {
        "setting": "1 process", "enqueuedPerSecond": round(measured["scheduledPerSecond"]),
        "perSecond": round(measured["settledPerSecond"]), "cpuMs": measured["cpuMsPerDelivery"],
        "MiB": measured["peakMiB"], "transactionsPerDelivery": measured["transactionsPerDelivery"],
        "commitsPerDelivery": measured["commitsPerDelivery"], "lateness": arrivals.lateness_ms(measured["due"]),
        **arrivals.counted(count)}


def nodes(number, count, database):
    """The same deliveries carried by so many processes that share one database."""
    environment = {**os.environ, "KICAU_KEY": base64.b64encode(os.urandom(32)).decode()}
    place = ["--database", database]
    due = int(time.time() + count / 300 + 30)
    with null_platform() as platform:
        place += ["--network", platform.address]
        bench("plan", "--count", count, "--accounts", ACCOUNTS, "--workspaces", WORKSPACES, "--due", due, *place,
              "--data", fresh("plan"), environment=environment)
        workers = [
            subprocess.Popen([BENCH, "carry", "--node", f"node-{node}", "--data", fresh(f"node-{node}"), *place],
                             env=environment, stdout=subprocess.DEVNULL) for node in range(number)]
        try:
            time.sleep(max(0, due - time.time()))
            platform.wait_for(count)
            cpu = sum(kernel.family_cpu_seconds(worker.pid) for worker in workers)
            arrivals = platform.arrivals()
        finally:
            for worker in workers:
                contestants.end(worker)
    return {"nodes": number, "perSecond": arrivals.per_second(), "cpuMs": round(cpu * 1000 / count, 2),
            **arrivals.counted(count)}
