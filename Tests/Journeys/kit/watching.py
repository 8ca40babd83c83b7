"""A browser whose every complaint is written down."""

import urllib.parse

from playwright.sync_api import expect

from .person import EMAIL, PASSWORD
from .telling import sure

SCREENS = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
ZONE = "Asia/Jakarta"


class Watched:
    """A browser's context in which everything that goes wrong is written down."""

    def __init__(self, browser, server, networks, screen, **more):
        self.server = server
        self.networks = set(networks.origins.values())
        self.context = browser.new_context(
            viewport=SCREENS[screen], locale="en-GB", timezone_id=ZONE, has_touch=screen == "phone", **more)
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("request", self._asked)

    def _is_ours(self, url):
        return not any(url.startswith(origin) for origin in self.networks)

    def _console(self, message):
        if message.type in ("error", "warning") and self._is_ours(message.location.get("url", "")):
            self.wrong.append(f"console: {message.text}")

    def _failed(self, request):
        # Aborted: a page that is left lets go of what is under way, and a newer preview of the older one.
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _answered(self, response):
        if response.status >= 400 and self._is_ours(response.url):
            self.wrong.append(f"answered {response.status}: {response.url}")

    def _asked(self, request):
        parts = urllib.parse.urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        own = origin == self.server.url or parts.scheme in ("blob", "data")
        # Only the person goes to a network, to sign in there; what that page itself asks for is its own affair.
        there = origin in self.networks and (
            request.resource_type == "document" or request.frame.url.startswith(origin))
        if not own and not there:
            self.wrong.append(f"another origin: {request.url}")

    def check(self):
        wrong, self.wrong = self.wrong, []
        sure(not wrong, "; ".join(wrong))
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        sure(wide <= 0, f"{self.page.url} is {wide} px wider than the screen")

    def sign_in(self):
        self.page.goto(self.server.url + "/sign-in")
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(self.server.url + "/")

    def stays(self):
        """Marks the page; `True` later means that it was not loaded again."""
        self.page.evaluate("window.stayed = true")

    def stayed(self):
        return self.page.evaluate("window.stayed === true")
