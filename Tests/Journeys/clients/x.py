"""X, with tweepy, which speaks the older names of its fields, and with X's own xdk, which speaks the newer ones."""

import base64
import os
import time

import requests
import tweepy
import xdk
from oauthlib.oauth2 import OAuth2Error
from xdk.schemas import (
    AppendMediaUploadRequest, CreateMediaMetadataRequest, CreatePostsRequest, InitializeMediaUploadRequest,
    MediaUploadRequest)

from kit import pictures
from kit.consent import answered, consent
from kit.elsewhere import Elsewhere, moved
from kit.telling import case, same, sure

from .words import ALT, BACK, TEXT, gone, kept, past, refusal, same_picture, stumble

SCOPES = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"]
APP = {"client_id": "rehearsal-app", "client_secret": "rehearsal-secret", "redirect_uri": BACK}

# Both trade codes through oauthlib, which wants https: by this name it lets a test on loopback off.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"


class Tweepy:
    def __init__(self, networks):
        self.networks = networks
        self.origin = networks.origins["x"]
        self.person = networks.person("x", "Bima Pratama")["id"]

    def sign_in(self):
        # The hosts are fixed in the library's code; the handler is a session of requests, and the client has one.
        self.handler = tweepy.OAuth2UserHandler(scope=SCOPES, **APP)
        self.handler.mount("https://api.twitter.com/", Elsewhere(self.origin))
        self.back = consent(moved(self.handler.get_authorization_url(), self.origin), self.person)
        self.client = self.client_of(self.handler.fetch_token(self.back)["access_token"])
        me = self.client.get_me(user_auth=False, user_fields=["description", "public_metrics"]).data
        same((str(me.id), me.username, me.public_metrics["tweet_count"]), (self.person, "bima_pratama", 0), "who")

    def client_of(self, token):
        client = tweepy.Client(token)
        client.session.mount("https://api.twitter.com/", Elsewhere(self.origin))
        return client

    def post(self, text, **more):
        return self.client.create_tweet(text=text, user_auth=False, **more).data["id"]

    def read(self, identity):
        return self.client.get_tweet(
            identity, user_auth=False, tweet_fields=["author_id", "created_at", "entities", "public_metrics"],
            expansions=["author_id", "attachments.media_keys"], media_fields=["alt_text", "width", "height"],
            user_fields=["username"])

    def delete(self, identity):
        sure(self.client.delete_tweet(identity, user_auth=False).data["deleted"], "deleted")
        gone(self.networks, "x", identity)

    def upload(self, picture):
        """Over v2, by the client's own `request`: what it has words for, the upload of v1.1, X has taken away."""
        media = self.client.request("POST", "/2/media/upload", json={
            "media": base64.b64encode(picture).decode(), "media_category": "tweet_image"}).json()["data"]["id"]
        self.client.request("POST", "/2/media/metadata", json={"id": media, "metadata": {"alt_text": {"text": ALT}}})
        return media


def tweepy_text(user):
    text = TEXT + " #kopi"
    identity = user.post(text)
    same(kept(user.networks, "x", identity)["text"], text, "text there")
    found = user.read(identity)
    same((found.data.text, str(found.data.author_id), str(found.data.id)), (text, user.person, identity), "post")
    same([tag["tag"] for tag in found.data.entities["hashtags"]], ["kopi"], "hashtags")
    same((found.data.edit_history_tweet_ids, found.data.public_metrics["like_count"]), ([int(identity)], 0), "post")
    same([author.username for author in found.includes["users"]], ["bima_pratama"], "author")
    reply = user.post("Dua", in_reply_to_tweet_id=identity)
    listed = user.client.get_users_tweets(user.person, user_auth=False).data
    same([str(post.id) for post in listed], [reply, identity], "timeline")
    user.delete(reply)
    user.delete(identity)
    left = user.read(identity)
    same((left.data, [error["title"] for error in left.errors]), (None, ["Not Found Error"]), "a deleted post")


def tweepy_picture(user):
    image = pictures.png(hue=200)
    identity = user.post(TEXT, media_ids=[user.upload(image)])
    same_picture(kept(user.networks, "x", identity), image, ALT)
    (shown,) = user.read(identity).includes["media"]
    same((shown.type, shown.alt_text, shown.width, shown.height), ("photo", ALT, 640, 512), "picture")
    user.delete(identity)


def tweepy_refusals(user):
    identity = user.post(TEXT)
    twice = refusal(tweepy.Forbidden, lambda: user.post(TEXT))
    sure("duplicate content" in str(twice), twice)
    refusal(tweepy.Forbidden, lambda: user.post("a" * 281))
    refusal(tweepy.BadRequest, lambda: user.post(TEXT, media_ids=["1"]))
    refusal(tweepy.Unauthorized, lambda: user.client_of("nobody").create_tweet(text=TEXT, user_auth=False))
    user.delete(identity)
    refusal(tweepy.NotFound, lambda: user.client.request("GET", "/2/tweetz/1"))


def tweepy_patience(user):
    stumble(user.networks, "x", "rateLimit", ms=60_000)
    busy = refusal(tweepy.TooManyRequests, lambda: user.post("Satu"))
    sure(50 <= busy.reset_time - time.time() <= 61, f"the limit ends at {busy.reset_time}")
    stumble(user.networks, "x", "serverErrorBefore")
    refusal(tweepy.TwitterServerError, lambda: user.post("Dua"))


def tweepy_second_trade(user):
    """A code that comes a second time was stolen: what was given out for it ends."""
    again = refusal(OAuth2Error, lambda: user.handler.fetch_token(user.back))
    same(again.error, "invalid_request", "a code that was used")
    refusal(tweepy.Unauthorized, lambda: user.post("Satu"))


def tweepy_pages(user):
    other = user.networks.person("x", "Eka Putri")["id"]
    older = past(user.networks, "x", other, 12)
    pages = tweepy.Paginator(user.client.get_users_tweets, other, user_auth=False, max_results=5)
    same([len(page.data) for page in pages], [5, 5, 2], "pages")
    same([str(post.id) for post in pages.flatten()], older, "timeline")


class Xdk:
    def __init__(self, networks):
        self.networks = networks
        self.origin = networks.origins["x"]
        self.person = networks.person("x", "Ayu Lestari")["id"]

    def new_client(self, **more):
        return xdk.Client(base_url=self.origin, authorization_base_url=self.origin + "/i", **more)

    def sign_in(self):
        self.client = self.new_client(scope=SCOPES, **APP)
        back = answered(consent(self.client.get_authorization_url(state="kopi"), self.person))
        same(back["state"], "kopi", "state")
        first = self.client.exchange_code(back["code"])
        second = self.client.refresh_token()
        sure(second["access_token"] != first["access_token"], "the refreshed token is another one")
        sure(second["refresh_token"] != first["refresh_token"], "the refresh token turns")
        me = self.client.users.get_me(user_fields=["description", "public_metrics"]).data
        same((me.id, me.username, me.public_metrics.post_count), (self.person, "ayu_lestari", 0), "who")

    def post(self, text, **more):
        return self.client.posts.create(CreatePostsRequest(text=text, **more)).data.id

    def read(self, identity):
        return self.client.posts.get_by_id(
            identity, post_fields=["created_at", "entities", "public_metrics"],
            expansions=["author_id", "attachments.media_keys", "edit_history_post_ids"],
            media_fields=["alt_text", "width", "height"], user_fields=["username"])

    def delete(self, identity):
        sure(self.client.posts.delete(identity).data.deleted, "deleted")
        gone(self.networks, "x", identity)

    def describe(self, media):
        self.client.media.create_metadata(CreateMediaMetadataRequest(
            id=media, metadata={"alt_text": {"text": ALT}}))


def xdk_text(user):
    text = TEXT + " #buku"
    identity = user.post(text)
    same(kept(user.networks, "x", identity)["text"], text, "text there")
    found = user.read(identity)
    same((found.data.id, found.data.text, found.data.edit_history_post_ids), (identity, text, [identity]), "post")
    same((found.data.author_id, found.data.public_metrics.repost_count), (user.person, 0), "post")
    same([author.username for author in found.includes.users], ["ayu_lestari"], "author")
    same([page.data[0].id for page in user.client.users.get_posts(user.person)], [identity], "timeline")
    user.delete(identity)
    left = user.read(identity)
    same((left.data, [error.title for error in left.errors]), (None, ["Not Found Error"]), "a deleted post")


def xdk_pictures(user):
    whole, pieces = pictures.png(hue=210), pictures.png(hue=220)
    media = user.client.media
    first = media.upload(MediaUploadRequest(media=base64.b64encode(whole).decode(), media_category="tweet_image")).data
    second = media.initialize_upload(InitializeMediaUploadRequest(
        media_category="tweet_image", media_type="image/png", total_bytes=len(pieces))).data
    for index, start in enumerate(range(0, len(pieces), 1000)):
        segment = base64.b64encode(pieces[start:start + 1000]).decode()
        media.append_upload(second.id, AppendMediaUploadRequest(media=segment, segment_index=index))
    same(media.finalize_upload(second.id).data.id, second.id, "upload")
    for one in (first, second):
        user.describe(one.id)
    identity = user.post(TEXT, media={"media_ids": [first.id, second.id]})
    found = user.read(identity)
    same([one.media_key for one in found.includes.media], [first.media_key, second.media_key], "keys")
    same([(one.alt_text, one.width, one.height) for one in found.includes.media], [(ALT, 640, 512)] * 2, "pictures")
    there = kept(user.networks, "x", identity)
    same_picture(there | {"media": there["media"][:1]}, whole, ALT)
    same_picture(there | {"media": there["media"][1:]}, pieces, ALT)
    user.delete(identity)


def xdk_refusals(user):
    long = refusal(requests.HTTPError, lambda: user.post("a" * 281)).response
    same((long.status_code, long.json()["title"]), (403, "Forbidden"), "too long")
    stranger = user.new_client(access_token="nobody")
    wrong = refusal(requests.HTTPError, lambda: stranger.posts.create(CreatePostsRequest(text=TEXT))).response
    same((wrong.status_code, wrong.json()["title"]), (401, "Unauthorized"), "wrong token")
    stumble(user.networks, "x", "rateLimit")
    same(refusal(requests.HTTPError, lambda: user.post("Satu")).response.status_code, 429, "too many")


def xdk_pages(user):
    other = user.networks.person("x", "Citra Dewi")["id"]
    older = past(user.networks, "x", other, 12)
    pages = [page.data for page in user.client.users.get_posts(other, max_results=5)]
    same([[post.id for post in page] for page in pages], [older[:5], older[5:10], older[10:]], "pages")


def play(networks):
    user = Tweepy(networks)
    with case("clients: tweepy signs in to X with PKCE"):
        user.sign_in()
    with case("clients: tweepy posts, answers, reads back, lists and deletes"):
        tweepy_text(user)
    with case("clients: tweepy posts a picture with its description"):
        tweepy_picture(user)
    with case("clients: tweepy knows X's refusals by its own exceptions"):
        tweepy_refusals(user)
    with case("clients: tweepy is told how long X is busy"):
        tweepy_patience(user)
    with case("clients: tweepy turns the pages of a timeline"):
        tweepy_pages(user)
    with case("clients: tweepy is refused a code that was used"):
        tweepy_second_trade(user)

    # One rehearsal speaks one of the two vocabularies at a time.
    networks.tell("x", "settings", {"vocabulary": "new"})
    user = Xdk(networks)
    with case("clients: xdk signs in to X with PKCE, and refreshes its token"):
        user.sign_in()
    with case("clients: xdk posts, reads back, lists and deletes"):
        xdk_text(user)
    with case("clients: xdk posts pictures, whole and in pieces, with their descriptions"):
        xdk_pictures(user)
    with case("clients: xdk is refused as X refuses"):
        xdk_refusals(user)
    with case("clients: xdk turns the pages of a timeline"):
        xdk_pages(user)
    networks.tell("x", "settings", {"vocabulary": "old"})
