"""The price shocks of 2023 and 2026, played again: every planned post is kept, whatever its price becomes."""

import re
import subprocess

from kit.places import PROGRAM
from kit.processes import forget, plain_environment, start
from kit.telling import case, same, sure
from kit.terminal import Terminal

# In 2023 free access ended a month after it was announced, and posts are two days apart. In 2026 a link became dear four
# days after, and this budget holds one of the two that follow.
ASKED = {"2023": ["--posts", "20"], "2026": ["--posts", "5", "--budget", "0.30"]}


def begin():
    return {
        year: start(
            [PROGRAM, "drill", year, *flags], f"drill-{year}.log", stdout=subprocess.PIPE, env=plain_environment())
        for year, flags in ASKED.items()}


def play(journey, played):
    told = {}
    for year, process in played.items():
        out, _ = process.communicate(timeout=60)
        forget(process)
        told[year] = process.returncode, out.decode()
    with case("meter: the drill of 2023 keeps every post, on the new free plan"):
        numbers = read(told["2023"], planned=40)
        # Two accounts, and the eighteenth post of each is the first one due in May.
        same((numbers["ending"], numbers["sent"]), (6, 40), "posts that end, and that go out all the same")
        sure("Taken: Free." in told["2023"][1], told["2023"][1])
    with case("meter: the drill of 2026 keeps every post within its budget"):
        numbers = read(told["2026"], planned=10)
        same(numbers["changing"] + numbers["ending"], 6, "posts with another price")
        sure(numbers["ending"] > 0 and numbers["sent"] > 0, numbers)
    with case("meter: a drill of another year, of nothing or for no money is refused"):
        terminal = Terminal()
        terminal.wrong("is invalid", "drill", "2024")
        terminal.wrong("1 to 200", "drill", "2026", "--posts", "0")
        terminal.wrong("is an amount", "drill", "2026", "--budget", "little")


def read(told, planned):
    """What a drill printed, by name; no post may be lost."""
    code, text = told
    same(code, 0, f"exit code; it printed {text!r}")
    found = re.search(
        r"(?P<planned>\d+) posts are planned.*?(?P<changing>\d+) get another price, (?P<ending>\d+) cannot be paid for"
        r".*That evening: (?P<scheduled>\d+) scheduled, (?P<waiting>\d+) waiting for a person"
        r".*In all: (?P<sent>\d+) went out, (?P<missed>\d+) missed",
        text, re.DOTALL)
    sure(found, text)
    numbers = {name: int(number) for name, number in found.groupdict().items()}
    same((numbers["planned"], numbers["missed"]), (planned, 0), "posts that were planned, and that were missed")
    same(numbers["scheduled"] + numbers["waiting"], planned, "posts that are still there")
    return numbers
