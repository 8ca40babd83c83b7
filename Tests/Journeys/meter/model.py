"""A language model: set up, priced, asked. It proposes; nothing of it is published, and nothing is called unpriced."""

import json
import subprocess

from kit import pictures, places
from kit.money import micros
from kit.telling import case, same, sure, until

MODEL = "rehearsal-small"
KEY = "sk-rehearsal"
WORDS = "Selamat pagi semua, kedai buka jam tujuh"


def play(journey):
    with case("meter: a language model that is off, or without a price, is not called"):
        set_up(journey)
    picture = picture_of(journey)
    before = journey.published(), journey.terminal.json("post", "list")["total"]
    with case("meter: what a suggestion can cost is held while the model thinks, and what it cost is booked"):
        held_and_settled(journey)
    with case("meter: translation, variants and a picture's description cost what the model's own bill says"):
        tasks(journey, picture)
    with case("meter: a class of work stops at its share of a budget"):
        stopped(journey)
    with case("meter: a model is not asked for what cannot be"):
        refusals(journey)
    with case("meter: nothing that a model said was published, or put into a post"):
        same((journey.published(), journey.terminal.json("post", "list")["total"]), before, "posts")
        off(journey)


def set_up(journey):
    terminal, address = journey.terminal, journey.networks.addresses["ai"] + "/v1"
    sure("No language model" in terminal.run("assistant", "show").stderr, "what is shown before one is set up")
    terminal.refused("not-possible-now", "No language model", "suggest", "draft", WORDS)
    terminal.refused("bad-input", "is not the address", "assistant", "set", "ftp://example.org", MODEL)
    terminal.refused("bad-input", "longest answer", "assistant", "set", address, MODEL, "--most-output", "1")
    told = terminal.json("assistant", "set", address, MODEL, "--pictures", KICAU_AI_KEY=KEY)
    same((told["endpoint"]["model"], told["endpoint"]["has_key"], told.get("prices")), (MODEL, True, None), "endpoint")
    sure(KEY not in json.dumps(told), "the key is shown")
    terminal.refused("unknown-price", MODEL, "suggest", "draft", WORDS)
    same(journey.bill("ai"), 0, "the model's bill before it has a price")
    prices(terminal)


def prices(terminal):
    read = ["--source", "the rehearsal's own table"]
    gone = places.new_folder() / "gone.json"
    tries = [
        (None, "Say one of", ["--free", "--second", "0.001"]), (None, "Say one of", []),
        (None, "--output is not an amount", ["--input", "0.15"]),
        (None, "--input is not an amount", ["--input", "cheap", "--output", "0.60"]),
        (None, "is no JSON file", ["--litellm", gone]),
        ("bad-input", "no source", ["--input", "0.15", "--output", "0.60"]),
        ("bad-input", "All the prices are 0", ["--input", "0", "--output", "0", *read]),
        ("bad-input", "watts", ["--kilowatt-hour", "0.12", *read]),
        (None, "--above goes with", ["--second", "0.001", "--above", "5"]),
        (None, "Say with --above", ["--input", "0.15", "--output", "0.60", "--input-above", "0.30"]),
        (None, "--output-above is not an amount", ["--input", "0.15", "--output", "0.60", "--above", "5", "--input-above", "1"])]
    terminal.all_refused([(code, phrase, ["assistant", "price", *flags]) for code, phrase, flags in tries])
    told = terminal.json(
        "assistant", "price", "--input", "0.15", "--output", "0.60", "--above", "2000", "--input-above", "0.30",
        "--cached-above", "0.15", "--output-above", "0.90", *read)
    same([(tier["above"], tier["output_micro_usd"]) for tier in told["prices"]["tiers"]], [(0, 600_000), (2000, 900_000)], "tiers")
    sure("above 2000: $0.30 in, $0.90 out" in terminal.text("assistant", "show"), "the tiers as they are shown")
    told = terminal.json("assistant", "price", "--input", "0.15", "--cached", "0.075", "--output", "0.60", *read)
    (tier,) = told["prices"]["tiers"]
    same((tier["input_micro_usd"], tier["cached_micro_usd"], tier["output_micro_usd"]), (150_000, 75_000, 600_000), "prices")
    sure("$0.15 in, $0.60 out" in terminal.text("assistant", "show"), "the prices as they are shown")


def picture_of(journey):
    path = places.new_folder() / "menu.png"
    path.write_bytes(pictures.png())
    post = journey.terminal.json("post", "create", "--draft", "--text", "Menu", "--picture", path)
    return post["content"]["parts"][0]["media"][0]["sha256"]


def held_and_settled(journey):
    terminal, asked = journey.terminal, ["suggest", "draft", "kopi baru\nbuka jam tujuh"]
    quote = terminal.json(*asked, "--price")
    sure(0 < quote["likely_micro_usd"] <= quote["most_micro_usd"], quote)
    same(journey.bill("ai"), 0, "the bill for a look at the price")
    journey.networks.be_faulty("ai", {"kind": "delay", "at": "commit", "times": 1, "ms": 2000})
    asking = subprocess.Popen(
        [str(word) for word in (places.PROGRAM, *asked, "--json", "--key", "meter-ai")], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=terminal.environment)
    held = until(lambda: journey.held("ai"), "money is held for the call", 10, every=0.05)
    same(held, quote["most_micro_usd"], "held")
    out, said = asking.communicate(timeout=30)
    same(asking.returncode, 0, said)
    answer = json.loads(out)
    same([each["text"] for each in answer["suggestions"]], ["kopi baru. buka jam tujuh"], "suggestion")
    sure(answer["is_reported"] and answer["is_whole"] and 0 < answer["micro_usd"] <= held, answer)
    same(journey.bill("ai"), answer["micro_usd"], "the model's bill")
    budget = journey.budget("ai")
    same((budget["held_micro_usd"], budget["spent_micro_usd"]), (0, answer["micro_usd"]), "held and spent")
    same(terminal.json(*asked, "--key", "meter-ai"), answer, "the same again under its key")
    same(journey.bill("ai"), answer["micro_usd"], "the bill after the repeat")


def tasks(journey, picture):
    before, cost = journey.bill("ai"), 0

    def ask(*words, **more):
        nonlocal cost
        answer = journey.terminal.json("suggest", *words, **more)
        cost += answer["micro_usd"]
        return answer["suggestions"]

    same(ask("translate", WORDS, "--language", "English"), [{"text": f"(English) {WORDS}"}], "translation")
    variants = ask("variants", "-", "--limit", "500", "--limit", "20", typed=WORDS)
    same([each["limit"] for each in variants], [20, 500], "lengths")
    sure(all(0 < len(each["text"]) <= each["limit"] for each in variants), variants)
    (described,) = ask("alt-text", "--picture", picture, "--language", "Indonesian")
    sure("gambar" in described["text"], described)
    same(journey.bill("ai") - before, cost, "what the answers say they cost")
    done = journey.terminal.run("suggest", "draft", WORDS)
    sure("That cost $" in done.stderr and done.stdout.strip(), done)
    cost += micros(done.stderr.split("That cost ")[1].rstrip().rstrip("."))
    same(journey.bill("ai") - before, cost, "what the terminal says it cost")
    same(journey.budget("ai")["spent_micro_usd"], journey.bill("ai"), "spent for AI")
    journey.settled()


def stopped(journey):
    terminal, before = journey.terminal, journey.bill("ai")
    terminal.json("giving-way", "set", "--share", "ai=0")
    terminal.refused("over-budget", "stop at 0 %", "suggest", "draft", WORDS)
    terminal.json("giving-way", "set", "--share", "ai=70")
    terminal.json("budgets", "set", "ai", "0")
    terminal.refused("over-budget", "budget", "suggest", "draft", WORDS)
    terminal.json("budgets", "set", "ai", "1")
    same(journey.bill("ai"), before, "the bill after what was refused")
    same(journey.budget("ai")["held_micro_usd"], 0, "held after what was refused")


def refusals(journey):
    terminal, before = journey.terminal, journey.bill("ai")
    tries = [
        ("bad-input", "no name of a language", ["translate", WORDS, "--language", "123"]),
        ("bad-input", "no length", ["variants", WORDS]), ("bad-input", "no text", ["draft", "  "]),
        ("bad-input", "A picture is needed", ["alt-text"]), ("not-found", "", ["alt-text", "--picture", "0" * 64]),
        ("too-long", "longer than", ["draft", "a" * 20_001]),
        ("not-possible-now", "more than", ["draft", WORDS, "--at-most", "0.000001"]),
        (None, "--at-most is not an amount", ["draft", WORDS, "--at-most", "little"]),
        (None, "is invalid", ["paint", WORDS])]
    terminal.all_refused([(code, phrase, ["suggest", *words]) for code, phrase, words in tries])
    journey.networks.be_faulty("ai", {"kind": "rateLimit", "at": "commit", "times": 1, "ms": 5000})
    terminal.refused("network-answer", "slow down", "suggest", "draft", WORDS)
    same(journey.bill("ai"), before, "the bill after what was refused")
    budget = journey.budget("ai")
    same((budget["held_micro_usd"], budget["spent_micro_usd"]), (0, before), "held and spent after what was refused")


def off(journey):
    terminal = journey.terminal
    sure("off" in terminal.run("assistant", "off").stderr, "what is said")
    terminal.refused("not-possible-now", "No language model", "suggest", "draft", WORDS)
    same(terminal.json("assistant", "show").get("endpoint"), None, "the endpoint after it was turned off")
