"""Price lists and plans: looked at before they are in force, loaded, dropped, and what becomes of each planned post."""

import json

from kit import places
from kit.telling import case, same, sure

from .fares import LINK, TEXT

DEARER = 20_000
# What is to happen to a post with a link, once links are not sold any more.
ENDINGS = {"cheaper": ["--if-unpaid", "cheaper,ask"], "hand-off": ["--if-unpaid", "hand-off"], "usual": []}


class Soon:
    """Posts that are planned for when the list is in force: a text, and a link for each way of giving way."""

    def __init__(self, journey):
        self.today, self.first, at = journey.today, journey.day(2), journey.day(3) + "T09:00"
        self.text = journey.plan("Tiga hari lagi", at, "--campaign", journey.campaign)
        self.links = {
            name: journey.plan(f"Menu {name}: https://example.org/menu", at, *flags) for name, flags in ENDINGS.items()}
        self.folder, self.files = places.new_folder(), 0

    def list(self, **changes):
        """The file of a list that makes a text dearer and sells links no more."""
        rows = [{"unit": "post_create", "price": DEARER, "from": self.first, "note": "Post: Create"},
                {"unit": "post_create_url", "price": "not-sold", "from": self.first}]
        content = {"platform": "x", "book": "X in two days", "source": "made up by a test", "entered": self.today,
                   "rows": rows} | changes
        return self.file(json.dumps({name: value for name, value in content.items() if value is not None}))

    def row(self, **changes):
        return self.list(rows=[{"unit": "post_create", "price": DEARER, "from": self.first} | changes])

    def file(self, text):
        self.files += 1
        path = self.folder / f"list-{self.files}.json"
        path.write_text(text)
        return path


def play(journey):
    with case("meter: the prices of a day, and the plans that are sold"):
        in_force(journey)
    soon = Soon(journey)
    with case("meter: a price list is looked at, and nothing changes"):
        looked_at(journey, soon)
    with case("meter: a malformed price list is refused with the place of its mistake"):
        refusals(journey, soon)
    with case("meter: a list in force moves what is held, and each post gives way as was chosen for it"):
        loaded(journey, soon)
    with case("meter: a list that is not in force yet is dropped, and the old price is held again"):
        dropped(journey, soon)


def units(journey, *flags):
    """What X asks for each unit: micro-dollars, or the word for it."""
    items = journey.terminal.json("prices", "list", *flags)["items"]
    return {each["unit"]: each.get("micro_usd", each["price"]) for each in items if each["platform"] == "x"}


def in_force(journey):
    terminal, today = journey.terminal, units(journey)
    same((today["post_create"], today["post_create_url"], today["like_create"]), (TEXT, LINK, "not-sold"), "today")
    pilot = units(journey, "--on", "2025-12-01")
    same((pilot["post_create"], pilot["post_create_url"]), (10_000, 10_000), "in the pilot")
    sure("$0.015" in terminal.text("prices", "list"), "the price of a text in the table")
    plans(journey)


def plans(journey):
    terminal = journey.terminal
    (sold,) = (each for each in terminal.json("prices", "plans")["items"] if each["platform"] == "x")
    fees = {each["name"]: each["monthly_micro_usd"] for each in sold["sold"]}
    same((fees["Enterprise Small"], sold.get("plan")), (42_000_000_000, None), "a plan's fee, and what is paid for")
    effects = terminal.json("prices", "plan", "x", "Enterprise Small", "--check")
    sure(effects["changing"] > 0, effects)
    same((effects["ending"], {each["new_micro_usd"] for each in effects["posts"]}), (0, {0}), "posts are in the fee")
    same(effects["more_micro_usd"], -sum(each["old_micro_usd"] for each in effects["posts"]), "so much less")
    terminal.all_refused([
        ("bad-input", "does not sell a plan", ["prices", "plan", "x", "Gold", "--check"]),
        ("bad-input", "does not sell a plan", ["prices", "plan", "x", "Basic"]),
        ("not-found", "does not know a network", ["prices", "plan", "myspace"]),
        ("bad-input", "written like", ["prices", "list", "--on", "tomorrow"]),
        ("bad-date", "is not a day", ["prices", "list", "--on", "2026-02-30"])])
    again = [each for each in terminal.json("prices", "plans")["items"] if each["platform"] == "x"]
    same(again, [sold], "plans after looking")


def campaign(journey):
    items = journey.terminal.json("campaigns", "list")["items"]
    return next(each["held_micro_usd"] for each in items if each["id"] == journey.campaign)


def looked_at(journey, soon):
    before = journey.budgets(), campaign(journey)
    effects = journey.terminal.json("prices", "check", soon.list())
    same((effects["changing"], effects["ending"]), (1, 3), "posts that change, and that end")
    same(effects["more_micro_usd"], DEARER - TEXT, "so much dearer in all")
    fates = {each["post"]: (each["fate"], each["old_micro_usd"], each.get("new_micro_usd")) for each in effects["posts"]}
    wanted = {soon.text: ("changes", TEXT, DEARER)} | {post: ("stops", LINK, None) for post in soon.links.values()}
    same(fates, wanted, "fates")
    done = journey.terminal.run("prices", "check", soon.list())
    sure("stops: " in done.stdout and "1 planned posts get another price, 3 cannot" in done.stderr, done)
    same((journey.budgets(), campaign(journey)), before, "what is held after looking")
    same(journey.terminal.json("prices", "lists")["items"], [], "lists after looking")


def refusals(journey, soon):
    terminal = journey.terminal
    tries = [
        ("is not JSON", soon.file("{")), ("\"rows\" is empty", soon.list(rows=[])),
        ("\"source\" is missing", soon.list(source=None)), ("no field called \"fee\"", soon.list(fee=3)),
        ("no such network", soon.list(platform="myspace")), ("\"entered\" is not a day", soon.list(entered="today")),
        ("written on 2099-01-01", soon.list(entered="2099-01-01")),
        ("row 1 of the price book", soon.row(price=0)), ("\"price\" is not a whole number", soon.row(price=-15_000)),
        ("\"price\" is not a whole number", soon.row(price=0.015)), ("\"free\" or \"not-sold\"", soon.row(price="cheap")),
        ("\"to\" is before", soon.row(to="2026-11-01")), ("has a unit", soon.row(unit="Post Create")),
        ("cannot be right", soon.row(**{"from": "1999-01-01"}))]
    terminal.all_refused(
        [("bad-input", phrase, ["prices", "check", path]) for phrase, path in tries]
        + [("bad-input", "row 1 of the price book", ["prices", "load", soon.row(price=0)]),
           (None, "There is no file", ["prices", "check", soon.folder / "gone.json"]),
           (None, "is larger than", ["prices", "load", soon.file(" " * (257 << 10))])])
    same(terminal.json("prices", "lists")["items"], [], "lists after what was refused")


def loaded(journey, soon):
    terminal, before, path = journey.terminal, campaign(journey), soon.list()
    effects = terminal.json("prices", "load", path, "--key", "meter-list")
    same((effects["changing"], effects["ending"]), (1, 3), "effects")
    same(terminal.json("prices", "load", path, "--key", "meter-list"), effects, "the same again under its key")
    terminal.refused("bad-input", "loaded before", "prices", "load", path)
    then = units(journey, "--on", soon.first)
    same((then["post_create"], then["post_create_url"]), (DEARER, "not-sold"), "prices of its first day")
    same(units(journey)["post_create"], TEXT, "today's price")
    same(campaign(journey), before + DEARER - TEXT, "held for the campaign")
    same(terminal.json("post", "check", soon.text)["total_micro_usd"], DEARER, "the text's fare")
    gave_way(journey, soon)


def gave_way(journey, soon):
    """In other words, into a person's hands, or to a question: and nothing was dropped."""
    cheaper = journey.post(soon.links["cheaper"])
    same((cheaper["state"], cheaper["content"]["ways"]), ("scheduled", ["cheaper", "ask"]), "the one in other words")
    (wording,) = cheaper["content"]["wordings"]
    sure("https://" not in wording["parts"][0]["text"], wording)
    same(journey.terminal.json("post", "check", cheaper["id"])["total_micro_usd"], DEARER, "its fare")
    for name, waits in [("hand-off", "hand-off"), ("usual", "money")]:
        (delivery,) = journey.deliveries(soon.links[name])
        same((delivery["state"], delivery.get("waiting_for")), ("waiting", waits), f"the post that gives way as {name}")
        sure(delivery["trouble"]["what"] and delivery["trouble"]["do"], delivery)


def dropped(journey, soon):
    terminal, before = journey.terminal, campaign(journey)
    (kept,) = terminal.json("prices", "lists")["items"]
    same((kept["platform"], kept["first_day"], kept.get("dropped_at")), ("x", soon.first, None), "the list")
    (gone,) = terminal.json("prices", "drop", kept["id"])["items"]
    sure(gone["dropped_at"], gone)
    same(units(journey, "--on", soon.first)["post_create"], TEXT, "the price of that day")
    same(campaign(journey), before - DEARER + TEXT, "held for the campaign")
    terminal.refused("not-found", "no such price list", "prices", "drop", kept["id"])
    terminal.wrong("is invalid", "prices", "drop", "first")
