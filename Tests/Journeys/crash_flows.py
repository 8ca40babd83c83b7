#!/usr/bin/env python3
"""Kills the server in the midst of videos, carousels, containers and threads, and counts on the networks' side.

`crash` kills at random moments among many posts; here each network is caught where it hurts: while it takes an upload,
while it works on it, with the commit on its way, and with the commit done and its answer not yet read. After each kill
every post must be there exactly once, whole, with its pictures and videos.
"""

import collections
import dataclasses
import re
import time

from kit import books, films, pictures
from kit.counting import marker
from kit.person import Person
from kit.processes import Networks, Server
from kit.program import Program
from kit.telling import case, finish, same, sure, until

# By network: what each part of the post carries. Threads as long as the network chains them.
FLOWS = {
    "x": [["film"], ["shot"]],
    "bluesky": [["shot", "shot"], ["film"], []],
    "threads": [["shot", "film"], []],
    "instagram": [["shot", "film", "shot"]],
    "linkedin": [["film"]],
    "facebook": [["film"]],
    "mastodon": [["film"], []],
}
STAGING = ("upload", "container")

# Each stage by the faults that hold a network there while the server dies; each strikes once.
STAGES = {
    "an upload on its way": [{"kind": "delay", "at": at, "times": 1, "ms": 2500} for at in STAGING],
    "the network at work on it": [{"kind": "processing", "at": at, "times": 2, "ms": 5000} for at in STAGING],
    "the commit on its way": [{"kind": "delay", "at": "commit", "times": 1, "ms": 2500}],
    "the commit done, its answer unread": [{"kind": "delayAfter", "at": "commit", "times": 1, "ms": 4000}],
}


@dataclasses.dataclass
class Sent:
    network: str
    texts: list
    media: list
    id: int


class Flows:
    def __init__(self):
        self.networks = Networks()
        self.server = Server(networks=self.networks).start()
        self.person = Person(self.server).set_up()
        self.program = Program(self.server, self.person.make_key())
        for network in FLOWS:
            self.person.connect(self.networks, network, "Ayu Lestari")
        self.accounts = {each["platform"]: each["id"] for each in self.program.get("/accounts")["items"]}
        film = self.program.post("/media", data=films.plain(4, 640, 360))["sha256"]
        shots = [self.program.post("/media", data=pictures.png(600, 600, hue=60 * n))["sha256"] for n in range(2)]
        self.files = {"film": [film, film], "shot": shots}
        self.number = 0
        self.sent = []

    def send(self, network):
        self.number += 1
        texts = [f"Kabar K{self.number:04}.{part} dari kedai" for part in range(len(FLOWS[network]))]
        parts = []
        for text, kinds in zip(texts, FLOWS[network]):
            seen = collections.Counter()
            media = []
            for kind in kinds:
                media.append({"sha256": self.files[kind][seen[kind] % 2], "alt": f"Kopi {seen[kind]}"})
                seen[kind] += 1
            parts.append({"text": text, "media": media})
        body = {"accounts": [self.accounts[network]], "plan": "publish_now", "parts": parts}
        post = self.program.post("/posts", body)["id"]
        self.sent.append(Sent(network, texts, FLOWS[network], post))

    def fired(self, network):
        return any(rule["fired"] for rule in self.networks.ask(network, "faults"))

    def die_at(self, rules):
        """Sends one post to each network, and kills the server when the networks are held; gives how many were."""
        for network in FLOWS:
            self.networks.be_faulty(network, *rules)
        for network in FLOWS:
            self.send(network)
        held, end = set(), time.monotonic() + 40
        kills = 0
        while held < set(FLOWS) and time.monotonic() < end:
            new = {network for network in FLOWS if network not in held and self.fired(network)}
            held |= new
            if new:
                # Held for some seconds more: it dies while they are at it.
                time.sleep(0.4)
                held |= {network for network in FLOWS if self.fired(network)}
                self.server.kill()
                kills += 1
                self.server.start()
            time.sleep(0.05)
        for network in FLOWS:
            self.networks.be_well(network)
        return held, kills

    def settle(self, seconds=90):
        ids = {sent.id for sent in self.sent}
        ended = {"published", "refused", "waiting"}

        def all_ended():
            posts = [post for post in self.program.all_posts() if post["id"] in ids]
            return all(delivery["state"] in ended for post in posts for delivery in post["deliveries"])

        until(all_ended, "all deliveries have ended", seconds, every=0.5)

    def wrong(self):
        """What is not there exactly once, whole and with its media."""
        found = collections.defaultdict(list)
        for network in FLOWS:
            for post in self.networks.posts(network):
                found[(network, marker(post["text"]))].append(post)
        states = {post["id"]: post["deliveries"][0] for post in self.program.all_posts()}
        wrong = []
        for sent in self.sent:
            delivery = states[sent.id]
            if delivery["state"] != "published":
                trouble = (self.program.get(f"/posts/{sent.id}")["deliveries"][0].get("trouble") or {}).get("what")
                wrong.append(f"{sent.network} {sent.texts[0]}: {delivery['state']}, {trouble}")
            before = None
            for text, kinds in zip(sent.texts, sent.media):
                there = found.pop((sent.network, marker(text)), [])
                if len(there) != 1:
                    wrong.append(f"{sent.network} {text}: {len(there)} times")
                    continue
                types = sorted("film" if each["type"].startswith("video/") else "shot" for each in there[0]["media"])
                if types != sorted(kinds):
                    wrong.append(f"{sent.network} {text}: {types} of {sorted(kinds)}")
                parent = there[0]["parent"] or ""
                if before and before not in (parent, *re.split("[:,()]", parent)):
                    wrong.append(f"{sent.network} {text}: {parent} is not {before}")
                before = there[0]["id"]
        return wrong + [f"{network}: a stray {mark}" for network, mark in found if mark.startswith("K0")]


def run():
    with case("crash: videos, carousels, containers and threads are ready"):
        flows = Flows()
    for stage, rules in STAGES.items():
        with case(f"crash: killed with {stage}") as note:
            held, kills = flows.die_at(rules)
            sure(len(held) == len(FLOWS), f"not caught: {sorted(set(FLOWS) - held)}")
            flows.settle()
            same(flows.wrong(), [], "wrong")
            note(f"{len(held)} networks caught, {kills} kills")
    with case("crash: the books balance after them"):
        flows.server.stop()
        same(books.check(flows.server.folder), {}, "wrong")


if __name__ == "__main__":
    run()
    finish()
