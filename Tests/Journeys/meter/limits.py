"""What the networks still let through: listed as their answers tell it, and set where only a person can know it."""

from kit.telling import case, same, sure

LEARNED = "POST /rest/posts"


def play(journey):
    with case("meter: the windows of each network, and what is used and left of them"):
        listed(journey)
    with case("meter: a limit that only a portal shows is entered, and forgotten again"):
        entered(journey)
    with case("meter: a limit that cannot be is refused in a sentence"):
        refusals(journey)


def listed(journey):
    items = journey.terminal.json("limits")["items"]
    for each in items:
        if "used" in each and "most" in each:
            same(each["left"], max(0, each["most"] - each["used"]), f"left of {each}")
    # X counts posts in a quarter of an hour for the account, which may just have turned, and in a day for the app.
    posts = [each for each in items if (each["platform"], each["what"]) == ("x", "POST /2/tweets")]
    same({each["binds"] for each in posts}, {"account", "app"}, "who is bound by X's windows of posts")
    sure(max(each.get("used", 0) for each in posts) >= 3, posts)
    used = journey.terminal.text("limits").splitlines()
    everything = journey.terminal.text("limits", "list", "--all").splitlines()
    sure(len(everything) > len(used) > 1, f"{len(used)} of {len(everything)} lines")
    same(journey.terminal.json("limits", "warnings")["items"], [], "warnings of windows that are nearly empty")


def learned(items, account):
    (found,) = (
        each for each in items if (each["platform"], each["what"], each.get("account")) == ("linkedin", LEARNED, account))
    return found


def entered(journey):
    account = journey.accounts["linkedin"]
    words = ["limits", "set", "linkedin", LEARNED, "--account", account]
    told = learned(journey.terminal.json(*words, "--most", "60")["items"], account)
    same((told["most"], told["left"], told["known"]), (60, 60, "person"), "the limit that was entered")
    told = learned(journey.terminal.json(*words)["items"], account)
    same((told.get("most"), told["known"]), (None, "nowhere"), "the limit that was forgotten")


def refusals(journey):
    known = ["limits", "set", "linkedin", LEARNED]
    journey.terminal.all_refused(
        [("not-found", "no such limit", ["limits", "set", "x", "POST /2/tweets", "--most", "5"]),
         ("not-found", "does not know a network", ["limits", "set", "myspace", "posts", "--most", "5"]),
         ("not-found", "is not here", [*known, "--account", journey.accounts["x"], "--most", "5"]),
         (None, "is invalid", [*known, "--most", "many"])]
        + [("bad-input", "whole number from 1", [*known, f"--most={most}"]) for most in ("0", "-3", "100000001")])
