"""Mastodon.py as a description: the addresses it calls, and the names that the functions around those calls know."""

import ast
import pathlib
import re

import mastodon

# Where the library makes what goes into a name.
INNER = {"poll": "make_poll", "media_attributes": "generate_media_edit_attributes"}


class Library:
    def __init__(self):
        self.requests, self.functions = {}, {}
        for path in pathlib.Path(mastodon.__file__).parent.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    self._read(node)

    def _read(self, function):
        words = {one.arg for one in function.args.args + function.args.kwonlyargs}
        words |= {one.value for one in ast.walk(function) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        self.functions.setdefault(function.name, set()).update(words)
        for call in ast.walk(function):
            name = getattr(call.func, "attr", "") if isinstance(call, ast.Call) and call.args else ""
            if name.endswith("__api_request") and isinstance(call.args[0], ast.Constant):
                self._keep(call.args[0].value, call.args[1], words)
            elif name in ("get", "post"):
                self._keep(name.upper(), call.args[0], words)

    def _keep(self, verb, address, words):
        # An address in a variable is one of the texts beside it.
        found = [_address(address)] if not isinstance(address, ast.Name) else words
        for one in filter(None, found):
            place = one.removeprefix("{}").rstrip("/")
            if place.startswith("/"):
                self.requests.setdefault(f"{verb} {place}", set()).update(words)

    def has(self, request):
        return _holes(request) in self.requests

    def knows(self, request, field):
        # The library puts the brackets of a list on by itself.
        first, *rest = field.removeprefix("header ").removesuffix("[]").split(".")
        known = {word.lower() for word in self.requests.get(_holes(request), set())}
        if rest:
            return first in known and rest[0] in self.functions.get(INNER.get(first), set())
        return first.lower() in known


def _address(node):
    """A literal address; what a function puts into it becomes a hole."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _holes(request):
    return re.sub(r"\{[^}]*\}", "{}", request)
