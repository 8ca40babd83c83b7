#!/usr/bin/env python3
"""Publishes to a real AT Protocol server that nobody here wrote, with its lexicon checks on."""

import sys

import requests
import yaml

from kit import films, pages, pictures, places
from kit.person import Person
from kit.places import SPECS
from kit.processes import Server, start
from kit.program import Program, Refused
from kit.proxy import Proxy
from kit.telling import case, finish, same, sure, until

DID = "did:web:kicau.test"
PASSWORD = "abcd-efgh-ijkl-mnop"
COLLECTION = "app.bsky.feed.post"


class Journey:
    def __init__(self):
        port = places.free_port()
        start([sys.executable, str(places.ROOT / "Tests/Journeys/kit/pds.py"), str(port)], "pds.log")
        self.pds = f"http://127.0.0.1:{port}/xrpc"
        until(self.pds_answers, "the AT Protocol server answers")
        self.proxy = Proxy(port)
        self.server = Server(KICAU_ALLOWED_ORIGINS=self.proxy.origin).start()
        self.person = Person(self.server).set_up()
        self.program = Program(self.server, self.person.make_key())

    def pds_answers(self):
        try:
            return requests.get(self.pds + "/com.atproto.server.describeServer", timeout=2).status_code < 500
        except requests.ConnectionError:
            return False

    def record(self, uri, collection=COLLECTION):
        """The record as the server has it, or None; one beside a post has the post's key."""
        question = {"repo": DID, "collection": collection, "rkey": uri.rsplit("/", 1)[1]}
        answer = requests.get(self.pds + "/com.atproto.repo.getRecord", params=question, timeout=10)
        return answer.json() if answer.ok else None

    def records(self):
        """All records, by their address."""
        found, cursor = {}, None
        while True:
            question = {"repo": DID, "collection": COLLECTION, "limit": 100} | ({"cursor": cursor} if cursor else {})
            page = requests.get(self.pds + "/com.atproto.repo.listRecords", params=question, timeout=30).json()
            found |= {record["uri"]: record for record in page["records"]}
            # Its cursor names the last record of the page before: a page of that one alone is the end.
            if not page.get("cursor") or page["cursor"] == cursor:
                return found
            cursor = page["cursor"]

    def connect(self):
        form = pages.form(self.person.open("/accounts/new/bluesky").text, "/accounts/new/bluesky")
        page = self.person.send(form, handle="kicau.test", password=PASSWORD, server=self.proxy.origin)
        sure("/accounts?" in page.url, f"connecting ended at {page.url}")
        accounts = self.program.get("/accounts")["items"]
        same([(a["handle"], a["state"]) for a in accounts], [("kicau.test", "connected")], "accounts")
        self.account = accounts[0]["id"]

    def publish(self, *parts, card=None, **options):
        """Publishes parts of (text, media) now, the first with this card, and gives the post."""
        written = [{"text": text, "media": media} for text, media in parts]
        if card:
            written[0]["card"] = card
        chosen = [{"network": "bluesky", "name": name, "values": values} for name, values in options.items()]
        return self.program.post("/posts", {
            "accounts": [self.account], "plan": "publish_now", "parts": written, "options": chosen})["id"]

    def blob(self, value):
        """The bytes behind a record's blob, which have to be as many and of the kind that it says."""
        question = {"did": DID, "cid": value["ref"]["$link"]}
        answer = requests.get(self.pds + "/com.atproto.sync.getBlob", params=question, timeout=10)
        same((len(answer.content), answer.headers["content-type"]), (value["size"], value["mimeType"]), "a blob")
        return answer.content

    def ended(self, post, seconds=60):
        """The post's delivery once it is live; its receipts' records beside it."""
        def live():
            delivery = self.program.get(f"/posts/{post}")["deliveries"][0]
            sure(delivery["state"] not in ("refused", "waiting"), f"it ended so: {delivery.get('trouble')}")
            return delivery if delivery["state"] == "published" else None
        delivery = until(live, f"post {post} is live", seconds)
        return delivery, [self.record(receipt["remote_id"]) for receipt in delivery["receipts"]]


def facet(text, word, kind, **feature):
    """Where a word stands, in bytes of UTF-8."""
    begin = len(text[: text.index(word)].encode())
    index = {"byteStart": begin, "byteEnd": begin + len(word.encode())}
    return {"index": index, "features": [{"$type": f"app.bsky.richtext.facet#{kind}"} | feature]}


def plain(value):
    """Without the $type that a server may add to what is no union."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def formatted(journey):
    text = "Selamat pagi ☕️ 👩‍👩‍👧 @bima.test, menu baru: https://kedai-aksara.com/menu?a=1 #kopi日本 — é"
    _, (record,) = journey.ended(journey.publish((text, [])))
    value = record["value"]
    same(value["text"], text, "text")
    same(plain(value["facets"]), [
        facet(text, "@bima.test", "mention", did="did:plc:bbbbbbbbbbbbbbbbbbbbbbb2"),
        facet(text, "https://kedai-aksara.com/menu?a=1", "link", uri="https://kedai-aksara.com/menu?a=1"),
        facet(text, "#kopi日本", "tag", tag="kopi日本"),
    ], "facets")


def with_pictures(journey, count, kind, member):
    media = []
    for number in range(count):
        kept = journey.program.post("/media", data=pictures.png(hue=35 * number))
        media.append({"sha256": kept["sha256"], "alt": f"Gambar {number} 🐦"})
    _, (record,) = journey.ended(journey.publish((f"{count} gambar", media)))
    same(record["value"]["embed"]["$type"], kind, "kind of embed")
    images = record["value"]["embed"][member]
    same([image["alt"] for image in images], [one["alt"] for one in media], "descriptions")
    for image in images:
        journey.blob(image["image"])
        sure(image["aspectRatio"]["width"] == 640, "its shape is told")
    same(len({image["image"]["ref"]["$link"] for image in images}), count, "different pictures")


def thread(journey):
    delivery, records = journey.ended(journey.publish(("Satu", []), ("Dua", []), ("Tiga", [])))
    same([record["value"]["text"] for record in records], ["Satu", "Dua", "Tiga"], "parts")
    first, second, third = [{"uri": record["uri"], "cid": record["cid"]} for record in records]
    sure("reply" not in records[0]["value"], "the first part answers nothing")
    same(records[1]["value"]["reply"], {"root": first, "parent": first}, "second part's place")
    same(records[2]["value"]["reply"], {"root": first, "parent": second}, "third part's place")
    same([receipt["differences"] for receipt in delivery["receipts"]], [[], [], []], "differences")
    same(journey.proxy.asked.count(b"/xrpc/com.atproto.repo.applyWrites "), 1, "writes of the whole thread")


def lost_thread(journey):
    before = len(journey.records())
    journey.proxy.cut_answer_to("applyWrites")
    _, records = journey.ended(journey.publish(("Empat", []), ("Lima", [])))
    same([record["value"]["text"] for record in records], ["Empat", "Lima"], "parts")
    same(len(journey.records()) - before, 2, "records made")


def lost_answer(journey):
    before = len(journey.records())
    journey.proxy.cut_answer_to("putRecord")
    delivery, (record,) = journey.ended(journey.publish(("Jawabannya hilang di jalan", [])))
    same(journey.proxy.cuts, 1, "answers cut")
    same(record["value"]["text"], "Jawabannya hilang di jalan", "text")
    same(len(journey.records()) - before, 1, "records made")
    same([attempt["outcome"] for attempt in delivery["attempts"]], ["published"], "attempts")
    sure(any(event["state"] == "unknown" for event in delivery["events"]), "the doubt is part of the story")


def with_options(journey):
    """What stands in the record, and who may answer and quote, which stands in two beside it."""
    picture = journey.program.post("/media", data=pictures.png(hue=200))["sha256"]
    writes = b"/xrpc/com.atproto.repo.applyWrites "
    before = journey.proxy.asked.count(writes)
    _, (record,) = journey.ended(journey.publish(
        ("Dengan pilihan", [{"sha256": picture, "alt": "Cangkir"}]), labels=["nudity", "graphic-media"],
        langs=["id", "en"], tags=["kopi", "menu"], threadgate=["mentionRule", "followerRule"],
        postgate=["disableRule"]))
    value = record["value"]
    same(value["labels"]["$type"], "com.atproto.label.defs#selfLabels", "kind of labels")
    same(sorted(label["val"] for label in value["labels"]["values"]), ["graphic-media", "nudity"], "labels")
    same((value["langs"], value["tags"]), (["id", "en"], ["kopi", "menu"]), "languages and tags")
    gates = [journey.record(record["uri"], "app.bsky.feed." + name)["value"] for name in ("threadgate", "postgate")]
    same([gate["post"] for gate in gates], [record["uri"]] * 2, "the gates' post")
    rules = [rule["$type"].split("#")[1] for rule in gates[0]["allow"] + gates[1]["embeddingRules"]]
    same(sorted(rules), ["disableRule", "followerRule", "mentionRule"], "rules")
    same(journey.proxy.asked.count(writes) - before, 1, "writes of a post and its gates")


def quoting(journey):
    _, (quoted,) = journey.ended(journey.publish(("Yang dikutip", [])))
    _, (record,) = journey.ended(journey.publish(("Mengutip", []), quote=[quoted["uri"]]))
    same(record["value"]["embed"]["$type"], "app.bsky.embed.record", "kind of embed")
    same(plain(record["value"]["embed"]["record"]), {"uri": quoted["uri"], "cid": quoted["cid"]}, "what it quotes")


def with_card(journey):
    picture = journey.program.post("/media", data=pictures.png(hue=140))["sha256"]
    card = {
        "url": "https://kedai-aksara.com/menu", "title": "Menu ☕️", "description": "Kopi dan teh", "picture": picture}
    _, (record,) = journey.ended(journey.publish(("Lihat https://kedai-aksara.com/menu", []), card=card))
    same(record["value"]["embed"]["$type"], "app.bsky.embed.external", "kind of embed")
    shown = record["value"]["embed"]["external"]
    same([shown[name] for name in ("uri", "title", "description")], [card["url"], "Menu ☕️", "Kopi dan teh"], "card")
    sure(len(journey.blob(shown["thumb"])) <= 1_000_000, "its picture is as small as the lexicon wants it")


def with_video(journey):
    """arroba vouches for nobody at the network's video service, so it takes the film itself."""
    film = journey.program.post("/media", data=films.plain(2))["sha256"]
    _, (record,) = journey.ended(journey.publish(("Film", [{"sha256": film, "alt": "Menuang kopi"}])), 90)
    embed = record["value"]["embed"]
    same((embed["$type"], embed["alt"]), ("app.bsky.embed.video", "Menuang kopi"), "embed")
    same(plain(embed["aspectRatio"]), {"width": 640, "height": 480}, "its shape")
    same((embed["video"]["mimeType"], journey.blob(embed["video"])[4:8]), ("video/mp4", b"ftyp"), "the film")


def deletion(journey):
    delivery, (record,) = journey.ended(journey.publish(("Sebentar saja", [])))
    journey.program.post(f"/deliveries/{delivery['id']}/resolutions", {"act": "delete"})
    same(journey.record(record["uri"]), None, "record after the deletion")


def texts():
    """About 120 texts of twitter-text's conformance files: first those beyond ASCII, so that every script is in it."""
    found = []
    for name in ("validate", "extract", "autolink"):
        suites = yaml.safe_load((SPECS / f"twitter-text/conformance/{name}.yml").read_text())["tests"]
        for tests in suites.values():
            found += [test["text"] for test in tests if isinstance(test, dict) and isinstance(test.get("text"), str)]
    found = list(dict.fromkeys(found))
    wide = [text for text in found if not text.isascii()]
    narrow = [text for text in found if text.isascii()]
    return (wide + narrow[:: max(1, len(narrow) // 40)])[:150]


def every_script(journey, note):
    before = set(journey.records())
    posts, refused = {}, {}
    for text in texts():
        try:
            posts[journey.publish((text, []))] = text
        except Refused as problem:
            sure(problem.code in ("rule-broken", "empty-post"), f"{text!r}: {problem}")
            refused[text] = problem
    for text in refused:
        sure(not text.strip() or len(text) > 250, f"{text!r} was refused: {refused[text]}")
    sure(len(posts) >= 110, f"only {len(posts)} texts")
    for post, text in posts.items():
        _, (record,) = journey.ended(post, 120)
        # Line ends and outer space are tidied before the preview; all else has to arrive as it was written.
        same(record["value"]["text"], text.replace("\r\n", "\n").strip(), f"text {text!r}")
        for part in record["value"].get("facets", []):
            check_facet(record["value"]["text"], part)
    same(len(set(journey.records()) - before), len(posts), "records made")
    note(f"{len(posts)} texts arrived as written, {len(refused)} refused by rule before sending")


def check_facet(text, part):
    """A facet's bytes are whole characters, and say what the feature says."""
    words = text.encode()[part["index"]["byteStart"]: part["index"]["byteEnd"]].decode()
    feature = part["features"][0]
    if "tag" in feature:
        same(words[1:], feature["tag"], "tag")
    if "uri" in feature:
        sure(feature["uri"].endswith(words), f"{feature['uri']} is not {words}")


def main():
    journey = Journey()
    with case("AT Protocol: connect with an app password"):
        journey.connect()
    with case("AT Protocol: a link, a mention and a hashtag, byte for byte"):
        formatted(journey)
    with case("AT Protocol: four pictures with their descriptions"):
        with_pictures(journey, 4, "app.bsky.embed.images", "images")
    with case("AT Protocol: six pictures as a gallery"):
        with_pictures(journey, 6, "app.bsky.embed.gallery", "items")
    with case("AT Protocol: a thread of three, in one write"):
        thread(journey)
    with case("AT Protocol: a lost answer, and exactly one record"):
        lost_answer(journey)
    with case("AT Protocol: a lost answer to a whole thread, and each part once"):
        lost_thread(journey)
    with case("AT Protocol: labels, languages and tags, and the gates in the same write"):
        with_options(journey)
    with case("AT Protocol: a quote, by address and hash"):
        quoting(journey)
    with case("AT Protocol: a card with its picture"):
        with_card(journey)
    with case("AT Protocol: a film"):
        with_video(journey)
    with case("AT Protocol: delete"):
        deletion(journey)
    with case("AT Protocol: texts in every script arrive as written") as note:
        every_script(journey, note)
    journey.server.stop()
    finish()


if __name__ == "__main__":
    main()
