"""What this month and the next would cost otherwise, and where its budgets will stand."""

import re

from kit.money import micros
from kit.telling import case, same, sure, until

# The pilot's price list: a link cost no more than a text.
PILOT = "2025-12-01"


def play(journey):
    with case("meter: what-if says of the months as they are what the ledger and the calendar say"):
        as_it_is(journey)
    with case("meter: what-if with twice as many posts, the prices of another day, and a plan"):
        otherwise(journey)
    with case("meter: what-if as a table, and what would stop"):
        as_table(journey)
    with case("meter: the forecast begins at what is known"):
        forecast(journey)
    with case("meter: what-if refuses what it cannot reckon with"):
        refusals(journey)


def total(month):
    return sum(line["micro_usd"] for line in month["lines"]) + sum(fee["micro_usd"] for fee in month["fees"])


def posts(month):
    """By network and unit: how many, and what they cost."""
    return {
        (line["platform"], line["unit"]): (line["count"], line["micro_usd"])
        for line in month["lines"] if line["by"] == "posts"}


def as_it_is(journey):
    def look():
        told, budget = journey.terminal.json("what-if"), journey.budget("network", "x")
        return told["as_it_is"][0]["micro_usd"] == budget["spent_micro_usd"] + budget["held_micro_usd"] and told

    told = until(look, "as it is, this month costs what X's budget says", 10)
    same(told["asked"], told["as_it_is"], "where nothing is asked")
    same([month["month"] for month in told["as_it_is"]][0], journey.today[:7], "the first month")
    for month in told["as_it_is"]:
        same(total(month), month["micro_usd"], f"lines and fees of {month['month']}")


def otherwise(journey):
    ask = journey.terminal.json
    twice = ask("what-if", "--posts", "200", "--coming", "planned")
    for now, then in zip(twice["as_it_is"], twice["asked"]):
        same(posts(then), {unit: (2 * count, 2 * cost) for unit, (count, cost) in posts(now).items()}, "twice as many")
        same(total(then), then["micro_usd"], "sum of twice as many")
    then = ask("what-if", "--prices", PILOT)["asked"][0]
    links, cost = posts(then)["x", "post_create_url"]
    same(cost, links * 10_000, "links at the pilot's price")
    planned = ask("what-if", "--plan", "x:Enterprise Small")
    for month in planned["asked"]:
        same([(fee["platform"], fee["micro_usd"]) for fee in month["fees"]], [("x", 42_000_000_000)], "fees")
        same([cost for (network, _), (_, cost) in posts(month).items() if network == "x" and cost], [], "posts in the fee")
        same(total(month), month["micro_usd"], "fee and lines")
    same(ask("what-if")["as_it_is"], planned["as_it_is"], "nothing was changed by asking")


def as_table(journey):
    done = journey.terminal.run("what-if", "--plan", "x:Enterprise Small", "--prices", "2026-05-01")
    head, columns, *rows = done.stdout.split("\n\n")[0].splitlines()
    said = re.fullmatch(r"(\d{4}-\d\d): \$([\d.]+) as it is, \$([\d.]+) as asked", head)
    sure(said and said.group(1) == journey.today[:7], head)
    same(columns.split(), ["NETWORK", "WHAT", "TIMES", "AMOUNT"], "heads")
    same(sum(micros(row.split()[-1]) for row in rows), micros(said.group(3)), f"the rows {rows}")
    sure(any("fee of Enterprise Small" in row for row in rows), rows)
    done = journey.terminal.run("what-if", "--prices", "2005-01-01")
    sure("would stop (no-price)" in done.stderr, done.stderr)


def forecast(journey):
    budgets = journey.budgets()
    lines = journey.terminal.json("forecast")["items"]
    sure(lines, "there is no line")
    for line in lines:
        budget = budgets[line["scope"], line.get("subject")]
        known = line["known_micro_usd"]
        same(known, budget["spent_micro_usd"] + budget["held_micro_usd"], f"known of {line['scope']}")
        sure(known <= line["low_micro_usd"] <= line["middle_micro_usd"] <= line["high_micro_usd"], line)
    heads, *rows = journey.terminal.text("forecast").splitlines()
    same((heads.split()[0], len(rows)), ("BUDGET", len(lines)), "table")


def refusals(journey):
    tries = [
        ("bad-input", "names no plan", ["--plan", "x"]), ("bad-input", "never sold a plan", ["--plan", "x:Gold"]),
        ("bad-input", "0 to 10000", ["--posts=-1"]), ("bad-input", "0 to 10000", ["--calls", "10001"]),
        ("bad-input", "written like", ["--prices", "yesterday"]), ("bad-date", "is not a day", ["--prices", "2026-02-30"]),
        (None, "is invalid", ["--posts", "twice"]), (None, "is invalid", ["--coming", "perhaps"])]
    journey.terminal.all_refused([(code, phrase, ["what-if", *flags]) for code, phrase, flags in tries])
