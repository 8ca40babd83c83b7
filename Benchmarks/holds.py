"""Money set aside for single calls and booked again, by several processes on one database, beside its bare commits."""

import json
import subprocess

import limits
import servers
from serving import BENCH, bench, fresh

PROCESSES = (1, 8)


def measure(seconds):
    """A hold with its settlement is two durable transactions, so at best half of the bare commits a second."""
    folder = fresh("holds-bare")
    engines = {"SQLite": {"barePerSecond": bench("bare", "--data", folder)["durablePerSecond"],
                          "runs": {count: _run(count, seconds) for count in PROCESSES}}}
    with servers.postgres() as server:
        bare = limits.postgres(server, seconds)["durablePerSecond"]
        engines["PostgreSQL"] = {
            "barePerSecond": bare,
            "runs": {count: _run(count, seconds, server.fresh(f"holds_{count}")) for count in PROCESSES}}
    for engine in engines.values():
        for run in engine["runs"].values():
            run["againstBare"] = round(run["perSecond"] / engine["barePerSecond"], 3)
    return {"seconds": seconds, "engines": engines}


def _run(count, seconds, database=None):
    place = ["--data", fresh(f"holds-{count}"), *(["--database", database] if database else [])]
    workspace = bench("holds", "--make", *place)["workspace"]
    working = [
        subprocess.Popen(
            [BENCH, "holds", "--workspace", str(workspace), "--seconds", str(seconds), "--name", f"process-{number}",
             *place], stdout=subprocess.PIPE)
        for number in range(count)]
    told = [json.loads(process.communicate()[0]) for process in working]
    if any(process.returncode for process in working):
        raise SystemExit("a process that set money aside has failed")
    holds = sum(one["holds"] for one in told)
    return {"holds": holds, "perSecond": round(sum(one["perSecond"] for one in told), 1),
            "cpuMs": round(sum(one["cpuMs"] * one["holds"] for one in told) / max(holds, 1), 3)}
