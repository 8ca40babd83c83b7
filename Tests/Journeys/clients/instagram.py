"""Instagram behind a Facebook page, with facebook-business."""

from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.exceptions import FacebookRequestError

from kit import pictures
from kit.gallery import Gallery
from kit.telling import case, same, until

from . import graph
from .words import ALT, TEXT, gone, kept, past, refusal, same_picture, stumble

SCOPES = [
    "pages_show_list", "instagram_basic", "instagram_content_publish", "instagram_manage_comments",
    "pages_read_engagement"]


class Owner:
    def __init__(self, networks):
        self.networks = networks
        self.origin = networks.origins["instagram"]
        self.person = networks.person("instagram", "Eka Putri")

    def sign_in(self):
        token = graph.sign_in(self.origin, self.person["id"], SCOPES)
        (page,) = graph.pages(self.origin, token, "instagram_business_account")
        account = page["instagram_business_account"]["id"]
        same(account, self.person["id"], "account")
        self.api = graph.api(self.origin, page["access_token"])
        self.user = IGUser(account, api=self.api)
        me = self.user.api_get(fields=["username", "media_count"])
        same((me["username"], me["media_count"]), (self.person["handle"], 0), "who")

    def media(self, identity):
        return IGMedia(identity, api=self.api)

    def publish(self, **what):
        """Stages a container, waits until it is ready, and commits it."""
        container = self.user.create_media(params=what)["id"]
        until(lambda: self.status(container) == "FINISHED", "the container is ready")
        return self.user.create_media_publish(params={"creation_id": container})["id"]

    def status(self, container):
        # A container has no class of its own in the library; the call is the one that it makes for all of them.
        return self.api.call("GET", (container,), params={"fields": "status_code"}).json()["status_code"]


def picture(owner, address, image):
    identity = owner.publish(image_url=address, caption=TEXT, alt_text=ALT)
    post = kept(owner.networks, "instagram", identity)
    same(post["text"], TEXT, "caption there")
    same_picture(post, image, ALT)
    found = owner.media(identity).api_get(fields=["caption", "alt_text", "media_type", "permalink", "username"])
    same((found["caption"], found["alt_text"], found["media_type"]), (TEXT, ALT, "IMAGE"), "media")
    same([one["id"] for one in owner.user.get_media(fields=["caption"])], [identity], "media of the account")
    comment = owner.media(identity).create_comment(params={"message": "Dua ☕"})
    comments = owner.media(identity).get_comments(fields=["text"])
    same([(one["id"], one["text"]) for one in comments], [(comment["id"], "Dua ☕")], "comments")
    owner.media(identity).api_delete()
    gone(owner.networks, "instagram", identity)


def carousel(owner, address):
    items = [owner.user.create_media(params={"image_url": address, "is_carousel_item": True})["id"] for _ in range(2)]
    until(lambda: all(owner.status(item) == "FINISHED" for item in items), "the items are ready")
    identity = owner.publish(media_type="CAROUSEL", children=items, caption=TEXT)
    same(len(list(owner.media(identity).get_children(fields=["media_type"]))), 2, "children")
    (limit,) = owner.user.get_content_publishing_limit(fields=["quota_usage", "config"])
    same(limit["quota_usage"], 2, "posts of the day")
    owner.media(identity).api_delete()


def refusals(owner, address):
    long = refusal(FacebookRequestError, lambda: owner.user.create_media(
        params={"image_url": address, "caption": "a" * 2201}))
    same((long.api_error_code(), long.api_error_subcode()), (36004, 2207010), "too long")
    unready = owner.user.create_media(params={"image_url": address, "caption": TEXT})["id"]
    early = refusal(FacebookRequestError, lambda: owner.user.create_media_publish(params={"creation_id": unready}))
    same((early.api_error_code(), early.api_error_subcode()), (9007, 2207027), "too early")
    stumble(owner.networks, "instagram", "rateLimit")
    busy = refusal(FacebookRequestError, lambda: owner.user.create_media_publish(params={"creation_id": unready}))
    same(busy.api_error_code(), 80002, "too many calls of an account")
    missing = refusal(FacebookRequestError, lambda: owner.media("18029999999999999").api_get(fields=["caption"]))
    same((missing.api_error_code(), missing.api_error_subcode()), (100, 33), "media that is not there")
    stranger = IGUser(owner.user.get_id(), api=graph.api(owner.origin, "nobody"))
    wrong = refusal(FacebookRequestError, lambda: stranger.api_get(fields=["username"]))
    same(wrong.api_error_code(), 190, "wrong token")


def listing(owner):
    older = past(owner.networks, "instagram", owner.person["id"], 12)
    same([media["id"] for media in owner.user.get_media(params={"limit": 5})], older, "media of the account")


def play(networks):
    owner = Owner(networks)
    image = pictures.jpeg()
    gallery = Gallery(image, "image/jpeg")
    address = gallery.url + "/kopi.jpg"
    with case("clients: facebook-business signs in to Instagram and finds the account"):
        owner.sign_in()
    with case("clients: facebook-business posts a picture with its description on Instagram, reads back, deletes"):
        picture(owner, address, image)
    with case("clients: facebook-business posts a carousel"):
        carousel(owner, address)
    with case("clients: facebook-business knows Instagram's refusals by code"):
        refusals(owner, address)
    with case("clients: facebook-business turns the pages of an account on Instagram"):
        listing(owner)
