"""The lexicons of AT Protocol as lexrpc brings them: which methods there are, and which names their requests may have."""

import json
import pathlib

import lexrpc

# What a repository's `unknown` holds, of all that we write.
RECORDS = ["app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.threadgate", "app.bsky.feed.postgate"]
BLOB = {"$type", "ref", "ref.$link", "mimeType", "size"}


class Lexicons:
    def __init__(self):
        self.books = {}
        for path in (pathlib.Path(lexrpc.__file__).parent / "lexicons").rglob("*.json"):
            book = json.loads(path.read_text())
            if "id" in book:
                self.books[book["id"]] = book["defs"]

    def has(self, request):
        return self._method(request) is not None

    def _method(self, request):
        verb, path = request.split(" ", 1)
        found = self.books.get(path.removeprefix("/xrpc/"), {}).get("main")
        kinds = {"GET": "query", "POST": "procedure"}
        return found if path.startswith("/xrpc/") and found and found["type"] == kinds.get(verb) else None

    def knows(self, request, field):
        method = self._method(request)
        if not method:
            return False
        name = request.split("/xrpc/")[1]
        if field == "bytes":
            return method.get("input", {}).get("encoding", "application/json") != "application/json"
        way = field.split(".")
        if method["type"] == "query" or way[0] in method.get("parameters", {}).get("properties", {}):
            return self._inside(method.get("parameters", {}), way, name)
        return self._inside(method.get("input", {}).get("schema", {}), way, name)

    def _inside(self, schema, way, book):
        """Does the schema have a place at the end of this way? Lists are not named in it."""
        if not way:
            return True
        kind = schema.get("type")
        if kind == "array":
            return self._inside(schema["items"], way, book)
        if kind == "ref":
            return self._behind(schema["ref"], way, book)
        if kind == "union":
            return way == ["$type"] or any(self._behind(ref, way, book) for ref in schema["refs"])
        if kind == "unknown":
            return any(self._inside(self.books[one]["main"]["record"], way, one) for one in RECORDS)
        if kind == "blob":
            return ".".join(way) in BLOB
        if kind in ("object", "params"):
            if way == ["$type"]:
                return True
            inner = schema.get("properties", {}).get(way[0])
            return inner is not None and self._inside(inner, way[1:], book)
        return False

    def _behind(self, ref, way, book):
        name, _, part = ref.partition("#")
        name = name or book
        return self._inside(self.books.get(name, {}).get(part or "main", {}), way, name)
