#!/usr/bin/env python3
"""Holds the lists of requests in Tests/Described/Lists to descriptions that others wrote: lexicons, Mastodon.py, LinkedIn's client.

The Swift tests hold every request that a connector makes to these lists, so what is true of a list is true of the connector.
"""

import json

from linkedin_api.common.constants import HEADERS

from kit import lexicons, mastodon_py, places
from kit.telling import case, finish, same, sure


def rows(network):
    path = places.ROOT / f"Tests/Described/Lists/{network}.json"
    return json.loads(path.read_text())["requests"]


def hold(network, knows_request, knows_field, note):
    """What has no source must be described; what has one must not be, or its row is stale."""
    wrong, counts = [], {"described": 0, "not described": 0}

    def weigh(name, has_source, is_known):
        counts["not described" if has_source else "described"] += 1
        if has_source == is_known:
            wrong.append(f"{name}: {'has a description after all' if is_known else 'nothing describes it'}")

    for row in rows(network):
        request = row["request"]
        weigh(request, "source" in row, knows_request(request))
        for field, source in row["fields"].items():
            is_known = "source" not in row and knows_field(request, field)
            weigh(f"{request}: {field}", "source" in row or source is not None, is_known)
    sure(counts["described"] > 40, f"only {counts}")
    same(wrong, [], network)
    note(", ".join(f"{count} {what}" for what, count in counts.items()))


def bluesky(note):
    books = lexicons.Lexicons()
    sure(books.knows("POST /xrpc/com.atproto.repo.putRecord", "record.text"), "a post has a text")
    sure(not books.knows("POST /xrpc/com.atproto.repo.putRecord", "record.txt"), "a wrong name is seen")
    sure(not books.has("GET /xrpc/com.atproto.repo.putRecord"), "a wrong method is seen")
    hold("bluesky", books.has, books.knows, note)


def mastodon(note):
    library = mastodon_py.Library()
    sure(library.knows("POST /api/v1/statuses", "status"), "a status has a text")
    sure(not library.knows("POST /api/v1/statuses", "stauts"), "a wrong name is seen")
    sure(not library.has("PUT /api/v1/statuses"), "a wrong method is seen")
    hold("mastodon", library.has, library.knows, note)


def linkedin(note):
    """Only the envelope is described: which headers there are, and that a versioned call names its version."""
    known = {header.value.lower().replace("_", "-") for header in HEADERS}
    named = {}
    for row in rows("linkedin"):
        headers = {field.removeprefix("header ") for field in row["fields"] if field.startswith("header ")}
        same(headers - known, set(), row["request"])
        named.setdefault(row["request"], set()).update(headers)
        sure(all(row["fields"].values()) and row["source"], f"{row['request']}: each field has a source")
    versioned = {request: headers for request, headers in named.items() if " /rest/" in request}
    for request, headers in versioned.items():
        same({"linkedin-version", "x-restli-protocol-version"} - headers, set(), f"left out by {request}")
    sure(len(versioned) > 10, "the list has the versioned requests")
    note(f"{len(named)} requests, {len(versioned)} with their version")


def main():
    with case("Descriptions: Bluesky's requests stand in the lexicons") as note:
        bluesky(note)
    with case("Descriptions: Mastodon's requests stand in Mastodon.py") as note:
        mastodon(note)
    with case("Descriptions: LinkedIn's requests have its client's envelope") as note:
        linkedin(note)
    finish()


if __name__ == "__main__":
    main()
