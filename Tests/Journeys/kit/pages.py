"""Reading HTML as far as a script needs to: its forms, and the links that go on."""

import dataclasses
import html
import html.parser
import re


@dataclasses.dataclass
class Form:
    action: str
    fields: list
    buttons: list

    def filled(self, **values):
        """Its fields with these values, as a browser would send them."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        for name, value in values.items():
            kept += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return kept


class _Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self.here = None
        self.area = None
        self.choice = None

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form":
            self.here = Form(has.get("action", ""), [], [])
            self.forms.append(self.here)
        if not self.here:
            return
        name, value = has.get("name"), has.get("value") or ""
        kind = has.get("type", "text")
        if tag == "input" and name and kind not in ("file", "submit"):
            if kind not in ("checkbox", "radio") or "checked" in has:
                self.here.fields.append((name, value))
        elif tag == "button" and name:
            self.here.buttons.append((name, value))
        elif tag == "textarea" and name:
            self.area = (name, [])
        elif tag == "select":
            self.choice = name
        elif tag == "option" and self.choice and "selected" in has:
            self.here.fields.append((self.choice, value))

    def handle_data(self, data):
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area and self.here:
            self.here.fields.append((self.area[0], "".join(self.area[1])))
            self.area = None
        elif tag == "select":
            self.choice = None
        elif tag == "form":
            self.here = None


def forms(text):
    reader = _Reader()
    reader.feed(text)
    return reader.forms


def form(text, action):
    """The page's form with this action."""
    for found in forms(text):
        if found.action == action:
            return found
    raise AssertionError(f"the page has no form for {action}: {words(text)[:400]}")


def onward(text):
    """Where a page that leads to another site leads to."""
    found = re.search(r'href="([^"]+)"[^>]*data-go', text)
    return html.unescape(found.group(1)) if found else None


def words(text):
    """The page as a reader without a screen would get it, roughly."""
    text = re.sub(r"(?s)<(script|style|svg|template)\b.*?</\1>", " ", text)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()
