"""Facebook Pages, with facebook-business."""

import json

from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.exceptions import FacebookRequestError

from kit import pictures
from kit.gallery import Gallery
from kit.telling import case, same, sure

from . import graph
from .words import ALT, TEXT, gone, kept, past, refusal, same_picture, stumble

SCOPES = ["pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement"]


class Manager:
    def __init__(self, networks):
        self.networks = networks
        self.origin = networks.origins["facebook"]
        self.person = networks.person("facebook", "Bima Pratama")["id"]

    def sign_in(self):
        self.token = graph.sign_in(self.origin, self.person, SCOPES)
        (page,) = graph.pages(self.origin, self.token)
        same(page["name"], "Kedai Aksara", "page")
        self.api = graph.api(self.origin, page["access_token"])
        self.page = Page(page["id"], api=self.api)

    def post(self, identity):
        return PagePost(identity, api=self.api)


def text(manager):
    made = manager.page.create_feed(params={"message": TEXT})
    identity = made["id"]
    same(kept(manager.networks, "facebook", identity)["text"], TEXT, "text there")
    found = manager.post(identity).api_get(fields=["message", "from", "permalink_url", "is_published"])
    same((found["message"], found["from"]["name"], found["is_published"]), (TEXT, "Kedai Aksara", True), "post")
    listed = manager.page.get_feed(fields=["message", "created_time"])
    same([(post["id"], post["message"]) for post in listed], [(identity, TEXT)], "feed")
    comment = manager.post(identity).create_comment(params={"message": "Dua ☕"})
    comments = manager.post(identity).get_comments(fields=["message"])
    same(comments.total(), 1, "number of comments")
    same([(one["id"], one["message"]) for one in comments], [(comment["id"], "Dua ☕")], "comments")
    manager.post(identity).api_delete()
    gone(manager.networks, "facebook", identity)


def picture(manager):
    image = pictures.png(hue=160)
    gallery = Gallery(image, "image/png")
    photo = manager.page.create_photo(params={
        "url": gallery.url + "/kopi.png", "alt_text_custom": ALT, "published": False})
    made = manager.page.create_feed(params={"message": TEXT, "attached_media": [{"media_fbid": photo["id"]}]})
    same_picture(kept(manager.networks, "facebook", made["id"]), image, ALT)
    shown = photo.api_get(fields=["alt_text_custom", "width", "height"])
    same((shown["alt_text_custom"], shown["width"], shown["height"]), (ALT, 640, 512), "photo")
    (attachment,) = manager.post(made["id"]).get_attachments()
    same((attachment["type"], attachment["target"]["id"]), ("photo", photo["id"]), "attachment")
    manager.post(made["id"]).api_delete()


def refusals(manager):
    identity = manager.page.create_feed(params={"message": TEXT})["id"]
    manager.post(identity).api_delete()
    missing = refusal(FacebookRequestError, lambda: manager.post(identity).api_get(fields=["message"]))
    same((missing.api_error_code(), missing.api_error_subcode()), (100, 33), "a deleted post")
    empty = refusal(FacebookRequestError, lambda: manager.page.create_feed(params={"message": ""}))
    same((empty.http_status(), empty.api_error_code()), (400, 100), "an empty post")
    stranger = Page(manager.page.get_id(), api=graph.api(manager.origin, "nobody"))
    wrong = refusal(FacebookRequestError, lambda: stranger.create_feed(params={"message": TEXT}))
    same((wrong.api_error_code(), wrong.api_error_type()), (190, "OAuthException"), "wrong token")


def patience(manager):
    stumble(manager.networks, "facebook", "rateLimit", ms=60_000)
    busy = refusal(FacebookRequestError, lambda: manager.page.create_feed(params={"message": "Satu"}))
    same(busy.api_error_code(), 80001, "too many calls of a page")
    (usage,) = json.loads(busy.http_headers()["x-business-use-case-usage"])[manager.page.get_id()]
    same((usage["type"], usage["call_count"], usage["estimated_time_to_regain_access"]), ("pages", 100, 1), "usage")
    stumble(manager.networks, "facebook", "serverErrorBefore")
    down = refusal(FacebookRequestError, lambda: manager.page.create_feed(params={"message": "Dua"}))
    same((down.http_status(), down.api_transient_error()), (500, True), "transient")


def listing(manager):
    older = past(manager.networks, "facebook", manager.page.get_id(), 12)
    same([post["id"] for post in manager.page.get_feed(params={"limit": 5})], older, "feed")


def play(networks):
    manager = Manager(networks)
    with case("clients: facebook-business signs in to Facebook and finds the page"):
        manager.sign_in()
    with case("clients: facebook-business posts on a page, reads back, lists, comments and deletes"):
        text(manager)
    with case("clients: facebook-business posts a picture with its description"):
        picture(manager)
    with case("clients: facebook-business knows Facebook's refusals by code"):
        refusals(manager)
    with case("clients: facebook-business is told how long Facebook is busy"):
        patience(manager)
    with case("clients: facebook-business turns the pages of a feed"):
        listing(manager)
