#!/usr/bin/env python3
"""The proof that a user runs, in its short form: the real program proves itself, and the status page shows it."""

import json
import os
import signal
import subprocess
import time

from kit import pages, places
from kit.person import Person
from kit.processes import Server, fails, plain_environment
from kit.telling import case, finish, same, sure, until

SEED = os.environ.get("KICAU_SEED") or "20261125"


def proof(*flags):
    with open(places.LOGS / "proof.log", "ab") as log:
        return subprocess.Popen(
            [places.PROGRAM, "prove-delivery", *map(str, flags)], stdout=subprocess.PIPE, stderr=log, text=True,
            env=plain_environment())


def children():
    """What still runs of a proof: nodes are told by the flag that ties them to it."""
    found = subprocess.run(["pgrep", "--full", "serve --data .*kicau-proof.* --lifeline"], capture_output=True, text=True)
    return found.stdout.split()


def main():
    folder = places.new_folder() / "data"
    with case("proof: nothing is lost, twice or early under kills and every fault") as note:
        run = proof("--deliveries", 150, "--kills", 10, "--seed", SEED, "--data", folder, "--json")
        said, _ = run.communicate(timeout=380)
        same(run.returncode, 0, "exit code")
        found = json.loads(said.strip().splitlines()[-1])
        wrong = {kind: found[kind] for kind in ("lost", "twice", "early", "unsettled")}
        same(wrong, {"lost": 0, "twice": 0, "early": 0, "unsettled": 0}, "wrongs")
        same((found["deliveries"], found["kills"]), (150, 10), "size")
        sure(sum(found["faults"].values()) > 20, f"hardly a fault fired: {found['faults']}")
        note(f"{found['seconds']} s, {sum(found['faults'].values())} faults, p99 {found['p99_ms']} ms")
    with case("proof: the status page shows the run and how to repeat it"):
        server = Server(folder).start()
        person = Person(server).set_up()
        words = pages.words(person.open("/status").text)
        sure("Every post went out exactly once" in words, words)
        sure(f"kicau prove-delivery --data {folder}" in words, words)
        server.stop()
    with case("proof: no node outlives it, whether it is asked to stop or killed"):
        for number in (signal.SIGINT, signal.SIGKILL):
            run = proof("--deliveries", 50, "--kills", 2)
            until(children, "a node runs", 60)
            time.sleep(0.5)
            run.send_signal(number)
            run.wait(20)
            until(lambda: not children(), "its nodes are gone", 10)
            if number == signal.SIGINT:
                same(run.returncode, 130, "exit code")
    with case("proof: what cannot be proved is refused by the flag's name"):
        for flags, word in [(["--nodes", 2], "SQLite"), (["--deliveries", 1], "100,000"), (["--database", "x"], "PostgreSQL")]:
            code, words = fails([places.PROGRAM, "prove-delivery", *flags])
            same(code, 1, "exit code")
            sure(word in words, words)
    finish()


if __name__ == "__main__":
    main()
