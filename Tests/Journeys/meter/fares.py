"""What a post costs before it goes out, who is asked, and how one is found."""

from kit import places
from kit.telling import case, same, sure, until
from kit.terminal import Terminal

TEXT, LINK = 15_000, 200_000


def play(journey):
    with case("meter: a server is found by address and key, or by its data folder; nobody and strangers are told apart"):
        found(journey)
    with case("meter: a draft says what it costs on each account, and how it would cost less"):
        draft(journey)
    with case("meter: what was published is spent, to the micro-dollar of the network's bill"):
        spent(journey)


def found(journey):
    until((journey.server.folder / "local.json").exists, "the key for this machine's command line", 10)
    here = Terminal().json("budgets", "list", "--data", journey.server.folder)
    same(here["items"][0]["scope"], "workspace", "the first budget, asked beside the server")
    nowhere = Terminal(KICAU_SERVER=f"http://127.0.0.1:{places.free_port()}", KICAU_API_KEY="kicau_x")
    done = nowhere.run("budgets", "set", "workspace", "1", status=3)
    sure("No Kicau answers" in done.stderr and "--key" in done.stderr, done.stderr)
    stranger = Terminal(KICAU_SERVER=journey.server.url, KICAU_API_KEY="kicau_stranger")
    stranger.refused("bad-api-key", "key", "budgets", "list")


def draft(journey):
    terminal = journey.terminal
    post = journey.write("Resepnya: https://example.org/kopi", "--draft", to=("x", "mastodon"))
    told = terminal.json("post", "check", post)
    fares = {each["account"]["platform"]: each["fare"] for each in told["accounts"]}
    same({network: fare["micro_usd"] for network, fare in fares.items()}, {"x": LINK, "mastodon": 0}, "fares")
    same(told["total_micro_usd"], LINK, "together")
    for network, fare in fares.items():
        same(sum(item["count"] * item["each_micro_usd"] for item in fare["items"]), fare["micro_usd"], network)
    ways = {way["way"]: way for each in told["accounts"] for way in each["ways"]}
    same(ways["without-link"]["fare_micro_usd"], TEXT, "without its link")
    for way in ways.values():
        same(way["fare_micro_usd"] + way["saving_micro_usd"], LINK, f"fare and saving of {way['way']}")
    text = terminal.text("post", "check", post)
    sure("Together $0.20" in text and "without-link $0.015" in text, text)
    same(journey.budget("workspace")["held_micro_usd"], 0, "held for a draft")
    terminal.refused("not-found", "", "post", "check", "987654")


def spent(journey):
    journey.publish("Kopi hari ini", to=("x", "mastodon"))
    journey.publish("Menu: https://example.org/menu")
    sure(journey.settled() >= TEXT + LINK, "what was spent")
    bill = {line["item"]: line["microUSD"] for line in journey.networks.ask("x", "bill")["lines"]}
    same(bill["Post: Create"] + bill["Post: Create (with URL)"], TEXT + LINK, f"X's bill for posts: {bill}")
