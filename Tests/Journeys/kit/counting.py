"""Counts on the networks' side: what is there, against what was promised."""

import collections
import dataclasses
import re


def marker(text):
    found = re.search(r"[KC]\d{4}(\.\d)?", text)
    return found.group(0) if found else text


@dataclasses.dataclass
class Count:
    """What was found wrong, by kind, and how many ended how."""

    ends: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    twice: list = dataclasses.field(default_factory=list)
    lost: list = dataclasses.field(default_factory=list)
    early: list = dataclasses.field(default_factory=list)
    torn: list = dataclasses.field(default_factory=list)
    altered: list = dataclasses.field(default_factory=list)
    strays: list = dataclasses.field(default_factory=list)
    speechless: list = dataclasses.field(default_factory=list)

    @property
    def wrong(self):
        kinds = ("twice", "lost", "early", "torn", "altered", "strays", "speechless")
        return {kind: getattr(self, kind) for kind in kinds if getattr(self, kind)}


def count(journey):
    """Compares what Kicau says with what the networks have."""
    result = Count()
    seen = journey.look()
    expected = set()
    posts = {post["id"]: post for post in journey.program.all_posts()}
    for plan in journey.plans:
        for delivery in posts[plan.id]["deliveries"]:
            result.ends[delivery["state"]] += 1
            parts = journey.live_parts(plan, delivery["account"], seen)
            for text in plan.texts + [plan.comment or ""]:
                expected.add((delivery["account"]["platform"], journey.whose[delivery["account"]["id"]], marker(text)))
            check(plan, delivery, parts, result)
            if delivery["state"] in ("waiting", "refused"):
                detail = journey.program.get(f"/posts/{plan.id}")
                whole = next(d for d in detail["deliveries"] if d["id"] == delivery["id"])
                if not (whole.get("trouble") or {}).get("what"):
                    result.speechless.append(name(plan, delivery))
    result.strays = [key for key in seen if key not in expected]
    return result


def check(plan, delivery, parts, result):
    here = name(plan, delivery)
    wanted = plan.texts + ([plan.comment] if plan.comment else [])
    if any(len(part) > 1 for part in parts):
        result.twice.append(here)
    if delivery["state"] == "published" and not all(parts):
        result.lost.append(here)
    if delivery["state"] == "refused" and any(parts):
        result.lost.append(here + " refused, yet there")
    first = [part[0] if part else None for part in parts]
    there = [post for post in first if post]
    if first[:len(there)] != there or there != sorted(there, key=lambda post: post["createdAtMs"]):
        result.torn.append(here)
    for before, after in zip(there, there[1:]):
        if not after["parent"] or before["id"] not in (after["parent"], *re.split("[:,()]", after["parent"])):
            result.torn.append(f"{here}: {after['parent']} is not {before['id']}")
    result.early += [here for post in there if post["createdAtMs"] < plan.due_ms]
    for post, text in zip(first, wanted):
        if post and post["text"] != text:
            result.altered.append(f"{here}: {post['text']!r}")
    if there and len(there[0]["media"]) != plan.pictures:
        result.altered.append(f"{here}: {len(there[0]['media'])} pictures of {plan.pictures}")


def name(plan, delivery):
    return f"K{plan.number:04} on {delivery['account']['platform']} as {delivery['account']['handle']}"
