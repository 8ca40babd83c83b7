"""Bluesky, with the atproto SDK."""

import datetime

import requests
from atproto import AtUri, Client, client_utils, models
from atproto.exceptions import BadRequestError, RateLimitExceededError, RequestException, UnauthorizedError

from kit import pictures
from kit.telling import case, same, sure

from .words import ALT, TEXT, gone, kept, past, refusal, same_picture, stumble

COLLECTION = "app.bsky.feed.post"


class Member:
    def __init__(self, networks):
        self.networks = networks
        self.person = networks.person("bluesky", "Dimas Wibowo")
        self.client = self.new_client()

    def new_client(self):
        return Client(base_url=self.networks.origins["bluesky"] + "/xrpc")

    def sign_in(self):
        profile = self.client.login(self.person["handle"], self.person["appPassword"])
        same((profile.did, profile.handle), (self.person["id"], self.person["handle"]), "who")
        again = self.new_client().login(session_string=self.client.export_session_string())
        same(again.did, self.person["id"], "who, with the session that was kept")

    def record(self, uri):
        return self.client.get_post(AtUri.from_str(uri).rkey, self.person["id"])


def text(member):
    words = (
        client_utils.TextBuilder().text(TEXT + " ").mention("@eka-putri.test", "did:plc:" + "e" * 23 + "2")
        .text(" ").link("kedai", "https://kedai-aksara.com/menu").text(" ").tag("#kopi日本", "kopi日本"))
    sent = member.client.send_post(words, langs=["id"])
    same(kept(member.networks, "bluesky", sent.uri)["text"], words.build_text(), "text there")
    found = member.record(sent.uri)
    same((found.uri, found.cid, found.value.text), (sent.uri, sent.cid, words.build_text()), "record")
    same(found.value.facets, words.build_facets(), "facets")
    (view,) = member.client.get_posts([sent.uri]).posts
    same((view.record.text, view.author.did, view.like_count), (words.build_text(), member.person["id"], 0), "view")
    feed = member.client.get_author_feed(member.person["handle"]).feed
    same([entry.post.uri for entry in feed], [sent.uri], "feed")
    sure(member.client.delete_post(sent.uri), "deleted")
    gone(member.networks, "bluesky", sent.uri)
    same(member.client.get_posts([sent.uri]).posts, [], "view of a deleted post")


def answer(member):
    root = models.create_strong_ref(member.client.send_post("Satu " + TEXT))
    reply = member.client.send_post("Dua", reply_to=models.AppBskyFeedPost.ReplyRef(parent=root, root=root))
    same(member.record(reply.uri).value.reply.parent.uri, root.uri, "what it answers")
    for uri in (reply.uri, root.uri):
        sure(member.client.delete_post(uri), "deleted")


def picture(member):
    image = pictures.png(hue=80)
    shape = models.AppBskyEmbedDefs.AspectRatio(width=640, height=512)
    sent = member.client.send_image(TEXT, image, ALT, image_aspect_ratio=shape)
    same_picture(kept(member.networks, "bluesky", sent.uri), image, ALT)
    (shown,) = member.record(sent.uri).value.embed.images
    same((shown.alt, shown.aspect_ratio, shown.image.size), (ALT, shape, len(image)), "picture")
    blob = member.client.com.atproto.sync.get_blob({"did": member.person["id"], "cid": shown.image.cid.encode()})
    same(blob, image, "bytes")
    (view,) = member.client.get_posts([sent.uri]).posts
    (seen,) = view.embed.images
    same((seen.alt, requests.get(seen.fullsize, timeout=10).content), (ALT, image), "picture as a reader gets it")
    sure(member.client.delete_post(sent.uri), "deleted")


def refusals(member):
    same(word(BadRequestError, lambda: member.client.send_post("a" * 301)), "InvalidRequest", "too long")
    sent = member.client.send_post(TEXT)
    sure(member.client.delete_post(sent.uri), "deleted")
    same(word(BadRequestError, lambda: member.record(sent.uri)), "RecordNotFound", "a deleted record")
    stranger = member.new_client()
    wrong = word(UnauthorizedError, lambda: stranger.login(member.person["handle"], "aaaa-bbbb-cccc-dddd"))
    same(wrong, "AuthenticationRequired", "wrong password")


def patience(member):
    stumble(member.networks, "bluesky", "rateLimit", ms=60_000)
    busy = refusal(RateLimitExceededError, lambda: member.client.send_post("Satu"))
    same((busy.remaining, busy.response.content.error), (0, "RateLimitExceeded"), "what is left")
    sure(50 <= busy.retry_after <= 60, f"the limit ends in {busy.retry_after} s")
    left = (busy.reset_at - datetime.datetime.now(datetime.UTC)).total_seconds()
    sure(50 <= left <= 61, f"the limit ends at {busy.reset_at}")
    stumble(member.networks, "bluesky", "serverErrorBefore")
    same(refusal(RequestException, lambda: member.client.send_post("Dua")).response.status_code, 500, "status")


def listing(member):
    other = member.networks.person("bluesky", "Ayu Lestari")["id"]
    older = past(member.networks, "bluesky", other, 12)
    same(all_pages(lambda cursor: feed(member, other, cursor)), older, "feed")
    same(all_pages(lambda cursor: records(member, other, cursor)), older, "records")


def feed(member, other, cursor):
    page = member.client.get_author_feed(other, limit=5, cursor=cursor)
    return [entry.post.uri for entry in page.feed], page.cursor


def records(member, other, cursor):
    page = member.client.com.atproto.repo.list_records({
        "repo": other, "collection": COLLECTION, "limit": 5, "cursor": cursor})
    return [record.uri for record in page.records], page.cursor


def all_pages(read):
    found, cursor = read(None)
    while cursor:
        more, cursor = read(cursor)
        found += more
    return found


def word(kind, call):
    """The name that the network gives to a refusal."""
    return refusal(kind, call).response.content.error


def play(networks):
    member = Member(networks)
    with case("clients: atproto signs in to Bluesky with an app password"):
        member.sign_in()
    with case("clients: atproto posts links, mentions and hashtags, reads back and deletes"):
        text(member)
    with case("clients: atproto answers its own post"):
        answer(member)
    with case("clients: atproto posts a picture with its description"):
        picture(member)
    with case("clients: atproto knows Bluesky's refusals by its own exceptions"):
        refusals(member)
    with case("clients: atproto is told how long Bluesky is busy"):
        patience(member)
    with case("clients: atproto turns the pages of a feed and of a repository"):
        listing(member)
