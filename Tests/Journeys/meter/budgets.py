"""Budgets of every scope: what counts towards each, what a hard one refuses and a soft one lets through."""

from kit.money import dollars, micros
from kit.telling import case, same, sure

from .fares import TEXT


def play(journey):
    with case("meter: a budget for each scope, and what is spent, held and left of it adds up"):
        scopes(journey)
    with case("meter: what is planned is held by every budget it counts towards, and given back when it is called off"):
        held(journey)
    with case("meter: a hard limit refuses before anything is sent, a soft one lets it out"):
        hard_and_soft(journey)
    with case("meter: a change said twice under one key is one change"):
        once(journey)
    with case("meter: a budget that cannot be is refused in a sentence"):
        refusals(journey)


def scopes(journey):
    account, campaign = str(journey.accounts["x"]), str(journey.campaign)
    wanted = {
        ("workspace", None): (25_000_000, True), ("network", "x"): (10_500_000, False),
        ("account", account): (5_000_000, True), ("campaign", campaign): (1_000_000, False), ("ai", None): (1_000_000, True)}
    # An account is known by its handle too.
    named = {("account", account): "account:x:kedaiaksara"}
    for scope, (cap, is_hard) in wanted.items():
        name = named.get(scope) or ":".join(part for part in scope if part)
        journey.terminal.json("budgets", "set", name, dollars(cap), *([] if is_hard else ["--soft"]))
    budgets = journey.budgets()
    same({scope: (each["cap_micro_usd"], each["is_hard"]) for scope, each in budgets.items()}, wanted, "budgets")
    for scope, each in budgets.items():
        used = each["spent_micro_usd"] + each["held_micro_usd"]
        same(each["left_micro_usd"], max(0, each["cap_micro_usd"] - used), f"left of {scope}")
        same(each["percent"], used * 100 // each["cap_micro_usd"], f"percent of {scope}")
    spent = {scope[0]: each["spent_micro_usd"] for scope, each in budgets.items()}
    same(spent["workspace"], spent["network"] + spent["ai"], "what the parts have spent")
    sure(spent["network"] >= spent["account"] > 0, f"a network's account is a part of it: {spent}")
    same(spent["campaign"], 0, "spent for a campaign without a post")
    as_table(journey)


def as_table(journey):
    heads, *lines = journey.terminal.text("budgets", "list").splitlines()
    same(heads.split()[:5], ["FOR", "SPENT", "HELD", "LEFT", "LIMIT"], "heads")
    rows = {line.split()[0]: line for line in lines}
    same(len(rows), 5, "rows")
    for line in rows.values():
        spent, held, left, limit = (micros(cell) for cell in line.split()[1:5])
        same(spent + held + left, limit, f"the row {line!r}")
    sure(" soft " in rows["network:x"] and " hard " in rows["workspace"], rows)


def held(journey):
    counted = [("workspace", None), ("network", "x"), ("account", str(journey.accounts["x"])),
               ("campaign", str(journey.campaign))]

    def sums():
        budgets = journey.budgets()
        return {scope: budgets[scope]["held_micro_usd"] for scope in [*counted, ("ai", None)]}

    before = sums()
    # It stays planned to the end of this journey.
    journey.plan("Besok ada pembacaan puisi", journey.soon(), "--campaign", journey.campaign)
    one = sums()
    same(one, before | {scope: before[scope] + TEXT for scope in counted}, "held for one post")
    second = journey.plan("Lusa juga", journey.soon(), "--campaign", journey.campaign)
    same(sums(), before | {scope: before[scope] + 2 * TEXT for scope in counted}, "held for two")
    journey.terminal.run("post", "cancel", second)
    same(sums(), one, "held once it was called off")
    told = next(each for each in journey.terminal.json("campaigns", "list")["items"] if each["id"] == journey.campaign)
    same((told["spent_micro_usd"], told["held_micro_usd"]), (0, TEXT), "the campaign's own sums")


def hard_and_soft(journey):
    terminal, account = journey.terminal, ("account", str(journey.accounts["x"]))
    name = ":".join(account)
    before = journey.budget(*account)
    # Nothing planned has to give way, and one more text does not fit.
    cap = before["spent_micro_usd"] + before["held_micro_usd"] + TEXT - 5_000
    terminal.json("budgets", "set", name, dollars(cap))
    posts = journey.published()
    terminal.refused(
        "over-budget", "account's budget", "post", "create", "--text", "Kopi sore", "--account", account[1], "--now")
    same(journey.published(), posts, "posts after the refusal")
    same(journey.budget(*account)["held_micro_usd"], before["held_micro_usd"], "held after the refusal")
    terminal.json("budgets", "set", name, dollars(cap), "--soft")
    journey.publish("Kopi sore")
    journey.settled()
    after = journey.budget(*account)
    sure(after["spent_micro_usd"] + after["held_micro_usd"] > cap, f"the soft limit is passed: {after}")
    same((after["left_micro_usd"], after["percent"] >= 100), (0, True), "left of a budget that is passed")
    terminal.json("budgets", "drop", name)
    sure(account not in journey.budgets(), "it is still there after it was dropped")


def once(journey):
    terminal = journey.terminal
    first = terminal.json("budgets", "set", "workspace", "24", "--key", "meter-1")
    terminal.json("budgets", "set", "workspace", "25")
    same(terminal.json("budgets", "set", "workspace", "24", "--key", "meter-1"), first, "the same answer again")
    same(journey.budget("workspace")["cap_micro_usd"], 25_000_000, "the limit after the repeat")
    terminal.refused("idempotency-mismatch", "", "budgets", "set", "workspace", "23", "--key", "meter-1")


def refusals(journey):
    terminal, before = journey.terminal, journey.budgets()
    odd = [["workspace", amount] for amount in ("banyak", "12,50", "1.0000001", "12345678901", "1e3")] + [["workspace", "--", "-5"]]
    nobody = ("gold", "workspace:1", "network", "ai:x", "account:")
    terminal.all_refused(
        [(None, "is not an amount of dollars", ["budgets", "set", *words]) for words in odd]
        + [(None, "Say what it is for", ["budgets", "set", scope, "5"]) for scope in nobody]
        + [(code, phrase, ["budgets", "set", scope, "5"]) for code, phrase, scope in [
            ("bad-input", "no network", "network:myspace"), ("not-found", "no account", "account:x:nobody"),
            ("not-found", "is not here", "campaign:987654"), ("bad-input", "no budget", "campaign:hujan")]]
        + [(None, "not both", ["budgets", "webhook", "--url", "https://example.org/kicau", "--drop"]),
           ("bad-input", "no address", ["budgets", "webhook", "--url", "http://example.org/kicau"])])
    same(terminal.text("budgets", "webhook").strip(), "none", "where warnings are called out to")
    same(journey.budgets(), before, "budgets after what was refused")
