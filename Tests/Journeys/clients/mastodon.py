"""Mastodon, with Mastodon.py."""

import time

from mastodon import (
    Mastodon, MastodonAPIError, MastodonNotFoundError, MastodonRatelimitError, MastodonServiceUnavailableError,
    MastodonUnauthorizedError)

from kit import pictures
from kit.consent import answered, consent
from kit.telling import case, same, sure

from .words import ALT, BACK, TEXT, gone, kept, past, refusal, same_picture, stumble

SCOPES = ["read", "write"]


class Member:
    def __init__(self, networks):
        self.networks = networks
        self.origin = networks.origins["mastodon"]
        self.person = networks.person("mastodon", "Citra Dewi")

    def sign_in(self):
        app = Mastodon.create_app("Kedai", scopes=SCOPES, redirect_uris=BACK, api_base_url=self.origin)
        self.client = Mastodon(*app, api_base_url=self.origin, ratelimit_method="throw")
        address = self.client.auth_request_url(redirect_uris=BACK, scopes=SCOPES, state="kopi", allow_http=True)
        back = answered(consent(address, self.person["id"]))
        same(back["state"], "kopi", "state")
        self.client.log_in(code=back["code"], redirect_uri=BACK, scopes=SCOPES, allow_http=True)
        me = self.client.me()
        same((me.username, me.display_name), (self.person["handle"], "Citra Dewi"), "who")
        sure(self.client.verify_minimum_version("4.5.0"), "the server's version is read")


def text(member):
    client = member.client
    sent = client.status_post(TEXT, visibility="unlisted", language="id", idempotency_key="satu")
    same(kept(member.networks, "mastodon", sent.id)["text"], TEXT, "text there")
    again = client.status_post(TEXT, visibility="unlisted", language="id", idempotency_key="satu")
    same(again.id, sent.id, "the same key again")
    found = client.status(sent.id)
    same((found.content, found.visibility, found.language), (f"<p>{TEXT}</p>", "unlisted", "id"), "status")
    same((found.account.id, found.url, found.created_at), (member.person["id"], sent.url, sent.created_at), "status")
    same(client.status_source(sent.id).text, TEXT, "source")
    same([status.id for status in client.account_statuses(member.person["id"])], [sent.id], "statuses")
    reply = client.status_reply(found, "Dua", untag=True)
    same([status.id for status in client.status_context(sent.id).descendants], [reply.id], "answers")
    for identity in (reply.id, sent.id):
        client.status_delete(identity)
        gone(member.networks, "mastodon", identity)


def picture(member):
    image = pictures.png(hue=120)
    media = member.client.media_post(image, "image/png", description=ALT, focus=(0.5, -0.25))
    sent = member.client.status_post(TEXT, media_ids=[media], sensitive=True, spoiler_text="Kopi")
    same_picture(kept(member.networks, "mastodon", sent.id), image, ALT)
    found = member.client.status(sent.id)
    (shown,) = found.media_attachments
    same((shown.id, shown.type, shown.description), (media.id, "image", ALT), "picture")
    same((shown.meta.focus.x, shown.meta.focus.y), (0.5, -0.25), "what stays in view")
    same((shown.meta.original.width, shown.meta.original.height), (640, 512), "size")
    same((found.sensitive, found.spoiler_text), (True, "Kopi"), "warning")
    member.client.status_delete(sent.id)


def refusals(member):
    client = member.client
    limit = client.instance().configuration.statuses.max_characters
    long = refusal(MastodonAPIError, lambda: client.status_post("a" * (limit + 1)))
    same(long.args[1], 422, "too long")
    sent = client.status_post(TEXT)
    client.status_delete(sent.id)
    refusal(MastodonNotFoundError, lambda: client.status(sent.id))
    stranger = Mastodon(access_token="nobody", api_base_url=member.origin)
    refusal(MastodonUnauthorizedError, lambda: stranger.status_post(TEXT))


def patience(member):
    stumble(member.networks, "mastodon", "rateLimit", ms=60_000)
    refusal(MastodonRatelimitError, lambda: member.client.status_post("Satu"))
    same(member.client.ratelimit_remaining, 0, "calls left")
    left = member.client.ratelimit_reset - time.time()
    # The library adds what the clock of the answer's Date, in whole seconds, seems to be behind.
    sure(50 <= left <= 64, f"the limit ends in {left} s")
    stumble(member.networks, "mastodon", "serverErrorBefore")
    refusal(MastodonServiceUnavailableError, lambda: member.client.status_post("Dua"))


def listing(member):
    other = member.networks.person("mastodon", "Eka Putri")["id"]
    older = past(member.networks, "mastodon", other, 12)
    page = member.client.account_statuses(other, limit=5)
    same([status.id for status in page], older[:5], "first page")
    same([status.id for status in member.client.fetch_remaining(page)], older, "statuses")


def leaving(member):
    token = member.client.access_token
    member.client.revoke_access_token(allow_http=True)
    again = Mastodon(access_token=token, api_base_url=member.origin)
    refusal(MastodonUnauthorizedError, again.me)


def play(networks):
    member = Member(networks)
    with case("clients: Mastodon.py registers an app and signs in"):
        member.sign_in()
    with case("clients: Mastodon.py posts, reads back, answers and deletes"):
        text(member)
    with case("clients: Mastodon.py posts a picture with its description"):
        picture(member)
    with case("clients: Mastodon.py knows Mastodon's refusals by its own exceptions"):
        refusals(member)
    with case("clients: Mastodon.py is told how long Mastodon is busy"):
        patience(member)
    with case("clients: Mastodon.py turns the pages of an account"):
        listing(member)
    with case("clients: Mastodon.py takes back its token"):
        leaving(member)
