"""What gives way when money runs short: chosen for all posts, for one of them, and for each class of other work."""

from kit.telling import case, same, sure


def play(journey):
    with case("meter: ways and shares are chosen, and what is not named stays as it is"):
        chosen(journey)
    with case("meter: ways and shares that cannot be are refused in a sentence"):
        refusals(journey)


def chosen(journey):
    terminal = journey.terminal
    same(terminal.json("giving-way")["publishing"], ["ask"], "where nobody has chosen")
    ways = ["cheaper", "later:3", f"other:{journey.accounts['mastodon']}", "hand-off"]
    flags = [word for way in ways for word in ("--way", way)]
    terminal.json("giving-way", "set", *flags, "--comments-first", "--share", "ai=50", "--share", "inbox=100")
    told = terminal.json("giving-way", "set", "--share", "ai=70", "--share", "look-ups=60")
    same((told["publishing"], told["comments_go_first"]), (ways, True), "ways")
    same(told["shares"], {"ai": 70, "look_ups": 60, "old_readings": 80, "new_readings": 90, "inbox": 100}, "shares")
    work = {each["work"]: each for each in told["work"]}
    same({name: each["share_percent"] for name, each in work.items()},
         {name.replace("_", "-"): share for name, share in told["shares"].items()}, "shares of the work")
    same((work["inbox"]["thins_from_percent"], work["ai"].get("thins_from_percent")), (80, None), "thinned from")
    same({each["pace"] for each in work.values()}, {"usual"}, "pace, while budgets are far from used up")
    text = terminal.text("giving-way")
    sure(text.startswith(" -> ".join(ways)) and "first comment is left out" in text, text)
    # What the rest of this journey expects of a post without ways of its own.
    same(terminal.json("giving-way", "set", "--way", "ask")["comments_go_first"], False, "comments")


def refusals(journey):
    terminal, before = journey.terminal, journey.terminal.json("giving-way", "show")
    tries = [(None, "Say what gives way", []), (None, "Name the ways too", ["--comments-first", "--share", "ai=1"])]
    tries += [(None, "is no share", ["--share", share]) for share in ("ai=101", "ai=-1", "publishing=50", "ai", "moon=5")]
    tries += [("bad-input", "later:3", ["--way", way]) for way in ("gold", "later:32", "later:0", "other:x", "ask:1")]
    tries += [
        ("bad-input", "Nothing can come after", ["--way", "ask", "--way", "cheaper"]),
        ("bad-input", "is there twice", ["--way", "cheaper", "--way", "cheaper"]),
        ("bad-input", "is not here", ["--way", "other:987654"])]
    terminal.all_refused([(code, phrase, ["giving-way", "set", *flags]) for code, phrase, flags in tries])
    draft = ["post", "create", "--text", "Halo", "--account", journey.accounts["x"], "--draft"]
    terminal.refused("bad-input", "later:3", *draft, "--if-unpaid", "cheaper,gold")
    same(terminal.json("giving-way", "show"), before, "ways after what was refused")
