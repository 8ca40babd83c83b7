"""Warnings: each point of each budget is told once, however often somebody looks."""

from kit.money import dollars
from kit.telling import case, same, sure, until

# So much of each limit is used, and the points that are told.
POINTS = {55: {"50"}, 80: {"50", "75"}, 92: {"50", "75", "90"}, 101: {"50", "75", "90", "100"}}


def play(journey):
    with case("meter: a limit's 50, 75, 90 and 100 % are told, each once"):
        crossed(journey)
    with case("meter: warnings are put away"):
        put_away(journey)


def told(journey):
    """When each point of each budget of this month was told. What is likely to come is another matter."""
    items = [each for each in journey.terminal.json("budgets", "warnings")["items"] if each["crossing"] != "forecast"]
    said = [((each["month"], each["scope"], each.get("subject"), each["crossing"]), each["at"]) for each in items]
    same(len(dict(said)), len(said), f"points that were told twice: {said}")
    return {point: at for (month, *point), at in said if month == journey.today[:7] for point in [tuple(point)]}


def look_again(journey):
    """Budgets are looked at every twenty seconds, and as soon as a server starts."""
    journey.server.stop()
    journey.server.start()


def limit(journey, scope, percent):
    """Sets a limit of which so many percent are used: a soft one, so that nothing planned has to give way."""
    budgets = journey.budgets()
    name = ":".join(part for part in scope if part)
    # What a part of the whole has used is told once it has a limit.
    if scope not in budgets:
        journey.terminal.json("budgets", "set", name, "1", "--soft")
        budgets = journey.budgets()
    used = budgets[scope]["spent_micro_usd"] + budgets[scope]["held_micro_usd"]
    sure(used > 0, f"nothing of {name} is used")
    journey.terminal.json("budgets", "set", name, dollars(used * 100 // percent), "--soft")


def crossed(journey):
    account, campaign = str(journey.accounts["x"]), str(journey.campaign)
    scopes = [("workspace", None), ("network", "x"), ("account", account), ("campaign", campaign)]
    for scope, percent in zip(scopes, POINTS):
        limit(journey, scope, percent)
    wanted = {(*scope, point) for scope, points in zip(scopes, POINTS.values()) for point in points}
    look_again(journey)
    until(lambda: wanted <= set(told(journey)), f"the warnings {wanted}", 25)
    first = told(journey)
    same(set(first), wanted, "points")
    limit(journey, ("ai", None), 55)
    look_again(journey)
    new = ("ai", None, "50")
    until(lambda: new in told(journey), "the look that tells of the budget for AI", 25)
    second = told(journey)
    same({point: at for point, at in second.items() if point != new}, first, "points after another look")
    for each in journey.terminal.json("budgets", "warnings")["items"]:
        if each["crossing"] != "forecast":
            sure(each["used_micro_usd"] * 100 >= each["cap_micro_usd"] * int(each["crossing"]), each)
            sure(not each["is_hard"] and each["text"].endswith("."), each)


def put_away(journey):
    before = journey.terminal.json("budgets", "warnings")["items"]
    after = journey.terminal.json("budgets", "warnings", "--dismiss")["items"]
    same({each["is_put_away"] for each in after}, {True}, "put away")
    same([each["text"] for each in after], [each["text"] for each in before], "what was said stays on record")
    rows = journey.terminal.text("budgets", "warnings").splitlines()
    same((rows[0].split(), len(rows)), (["AT", "SEEN", "WARNING"], 1 + len(after)), "table")
