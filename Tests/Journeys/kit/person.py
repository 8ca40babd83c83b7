"""A person with a browser, without the browser: opens pages, fills in their forms, follows where they lead."""

import urllib.parse

import requests

from . import pages
from .consent import consent
from .telling import sure

PASSWORD = "kopi tubruk di pagi hari"
EMAIL = "ayu@kedai-aksara.example"


class Person:
    def __init__(self, server):
        self.server = server
        self.browser = requests.Session()
        self.browser.headers["accept-language"] = "en"

    def open(self, path):
        answer = self.browser.get(self.server.url + path, timeout=30)
        sure(answer.status_code < 400, f"GET {path} answered {answer.status_code}: {pages.words(answer.text)[:300]}")
        return answer

    def send(self, form, files=None, refused=False, **values):
        """Sends a form of a page; `refused` expects the server to say no."""
        fields = form.filled(**values)
        if files is not None:
            body = {"files": [(name, (None, value)) for name, value in fields] + files}
        else:
            body = {"data": fields}
        answer = self.browser.post(urllib.parse.urljoin(self.server.url, form.action), timeout=60, **body)
        sure(
            refused == (answer.status_code >= 400),
            f"POST {form.action} answered {answer.status_code}: {pages.words(answer.text)[:400]}")
        return answer

    def set_up(self, workspace="Kedai Aksara", zone="Asia/Jakarta"):
        """The first visit makes the owner."""
        page = self.open("/")
        sure(page.url.endswith("/set-up"), f"the first visit should lead to set-up, not to {page.url}")
        form = pages.form(page.text, "/set-up")
        self.send(form, name="Ayu Lestari", email=EMAIL, password=PASSWORD, workspace=workspace, zone=zone)
        return self

    def sign_in(self):
        form = pages.form(self.open("/sign-in").text, "/sign-in")
        self.send(form, email=EMAIL, password=PASSWORD)
        return self

    def make_key(self, name="Journey"):
        """An API key with everything a key may do; the page shows it once."""
        form = pages.form(self.open("/settings").text, "/settings/keys")
        page = self.send(form, name=name, role="admin")
        shown = [word for word in pages.words(page.text).split() if word.startswith("kicau_") and "…" not in word]
        sure(shown, f"the page shows no new key: {pages.words(page.text)[:400]}")
        return shown[0]

    def connect(self, networks, network, name):
        """Connects what one of the network's people may publish as, through the network's own page."""
        person = networks.person(network, name)
        form = pages.form(self.open(f"/accounts/new/{network}").text, f"/accounts/new/{network}")
        values = {}
        if network == "mastodon":
            values = {"server": networks.origins[network]}
        if network == "bluesky":
            values = {
                "server": networks.origins[network], "handle": person["handle"], "password": person["appPassword"]}
        page = self.send(form, **values)
        away = pages.onward(page.text)
        if away:
            page = self._authorise(away, (person["managers"] or [person["id"]])[0])
        if "/accounts/choice" in page.text:
            page = self.send(pages.form(page.text, "/accounts/choice"))
        seen = pages.words(page.text)[:300]
        sure("/accounts?" in page.url, f"connecting {name} on {network} ended at {page.url}: {seen}")

    def _authorise(self, address, account):
        """Presses "Authorise as …" on the network's page and comes back with what it gave."""
        back = consent(address, account)
        sure(back.startswith(self.server.url), f"the network sends back to {back!r}")
        return self.browser.get(back, timeout=30)
