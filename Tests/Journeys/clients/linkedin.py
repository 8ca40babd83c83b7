"""LinkedIn, with LinkedIn's own linkedin-api-client."""

from linkedin_api.clients.auth.client import AuthClient
from linkedin_api.clients.restli.client import RestliClient

from kit import pictures
from kit.consent import answered, consent
from kit.elsewhere import Elsewhere, moved
from kit.telling import case, same, sure

from .words import ALT, BACK, TEXT, gone, kept, past, same_picture, stumble

VERSION = "202609"
SCOPES = ["openid", "profile", "w_member_social", "w_organization_social", "r_organization_social"]


class Member:
    """Somebody who writes for an organisation, and for herself."""

    def __init__(self, networks):
        self.networks = networks
        self.origin = networks.origins["linkedin"]
        person = networks.person("linkedin", "Ayu Lestari")
        self.person, self.member = person["id"], f"urn:li:person:{person['id']}"
        self.page = "urn:li:organization:" + networks.person("linkedin", "Kedai Aksara")["id"]
        # The hosts are fixed in the library; that its sessions may be changed is in the documentation of both clients.
        self.auth = AuthClient("rehearsal-app", "rehearsal-secret", BACK)
        self.auth.session.mount("https://www.linkedin.com/", Elsewhere(self.origin))
        self.restli = RestliClient()
        self.restli.session.mount("https://api.linkedin.com/", Elsewhere(self.origin))

    def sign_in(self):
        address = self.auth.generate_member_auth_url(SCOPES, state="kopi")
        back = answered(consent(moved(address, self.origin), self.person))
        same(back["state"], "kopi", "state")
        given = self.auth.exchange_auth_code_for_access_token(back["code"])
        same(given.status_code, 200, "status")
        self.token = given.access_token
        known = self.auth.introspect_access_token(self.token)
        same((known.active, known.status, known.client_id), (True, "active", "rehearsal-app"), "token")
        who = self.restli.get(resource_path="/userinfo", access_token=self.token).entity
        same((who["sub"], who["name"]), (self.person, "Ayu Lestari"), "who")

    def create(self, author, **more):
        entity = {
            "author": author, "commentary": TEXT, "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
            "distribution": {"feedDistribution": "MAIN_FEED"}} | more
        return self.restli.create(
            resource_path="/posts", entity=entity, access_token=self.token, version_string=VERSION)

    def read(self, urn, token=None):
        return self.restli.get(
            resource_path="/posts/{urn}", path_keys={"urn": urn}, access_token=token or self.token,
            version_string=VERSION)

    def find(self, start=0):
        return self.restli.finder(
            resource_path="/posts", finder_name="author",
            query_params={"author": self.page, "count": 5, "start": start}, access_token=self.token,
            version_string=VERSION)

    def delete(self, urn):
        return self.restli.delete(
            resource_path="/posts/{urn}", path_keys={"urn": urn}, access_token=self.token, version_string=VERSION)

    def upload(self, picture):
        ticket = self.restli.action(
            resource_path="/images", action_name="initializeUpload",
            action_params={"initializeUploadRequest": {"owner": self.page}}, access_token=self.token,
            version_string=VERSION).value
        answer = self.restli.session.put(
            ticket["uploadUrl"], data=picture, headers={"Authorization": f"Bearer {self.token}"}, timeout=30)
        same(answer.status_code, 201, "upload")
        return ticket["image"]


def text(member):
    made = member.create(member.page)
    same(made.status_code, 201, "status")
    urn = made.decoded_entity_id
    same(kept(member.networks, "linkedin", urn)["text"], TEXT, "text there")
    found = member.read(urn).entity
    same((found["id"], found["author"], found["commentary"]), (urn, member.page, TEXT), "post")
    same([post["id"] for post in member.find().elements], [urn], "posts of the page")
    same(member.delete(urn).status_code, 204, "deletion")
    gone(member.networks, "linkedin", urn)
    same(member.read(urn).status_code, 404, "a deleted post")


def picture(member):
    image = pictures.png(hue=40)
    made = member.create(member.page, content={"media": {"id": member.upload(image), "altText": ALT}})
    urn = made.decoded_entity_id
    same_picture(kept(member.networks, "linkedin", urn), image, ALT)
    same(member.read(urn).entity["content"]["media"]["altText"], ALT, "description")
    same(member.delete(urn).status_code, 204, "deletion")


def refusals(member):
    """The library has no exception for an answer: it hands on status and body."""
    urn = member.create(member.member).decoded_entity_id
    sure(urn, "the member's own post has an identity")
    unread = member.read(urn)
    same((unread.status_code, unread.entity["code"]), (403, "ACCESS_DENIED"), "a member's post is not read back")
    twice = member.create(member.member)
    same(twice.status_code, 422, "the same again")
    sure(urn in twice.entity["message"], f"the first is named: {twice.entity}")
    long = member.create(member.member, commentary="a" * 3001)
    same((long.status_code, long.entity["code"]), (400, "FIELD_LENGTH_TOO_LONG"), "too long")
    stranger = member.read(urn, token="nobody")
    same((stranger.status_code, stranger.entity["serviceErrorCode"]), (401, 65600), "wrong token")
    same(member.delete(urn).status_code, 204, "deletion")
    gone(member.networks, "linkedin", urn)
    stumble(member.networks, "linkedin", "rateLimit")
    same(member.create(member.member).status_code, 429, "too many")
    stumble(member.networks, "linkedin", "serverErrorBefore")
    same(member.create(member.member).status_code, 500, "broken")


def change(member):
    urn = member.create(member.page, commentary="Satu").decoded_entity_id
    answer = member.restli.partial_update(
        resource_path="/posts/{urn}", path_keys={"urn": urn}, patch_set_object={"commentary": TEXT},
        access_token=member.token, version_string=VERSION)
    same(answer.status_code, 204, "change")
    same(member.read(urn).entity["commentary"], TEXT, "commentary")
    same(member.delete(urn).status_code, 204, "deletion")


def pages(member):
    older = past(member.networks, "linkedin", member.page.rsplit(":", 1)[1], 12)
    first, second, third = (member.find(start) for start in (0, 5, 10))
    same([post["id"] for page in (first, second, third) for post in page.elements], older, "posts of the page")
    same((second.paging.start, second.paging.count, second.paging.total), (5, 5, 12), "paging")


def play(networks):
    member = Member(networks)
    with case("clients: linkedin-api-client signs in to LinkedIn"):
        member.sign_in()
    with case("clients: linkedin-api-client posts for a page, reads back, lists and deletes"):
        text(member)
    with case("clients: linkedin-api-client posts a picture with its description"):
        picture(member)
    with case("clients: linkedin-api-client changes a post"):
        change(member)
    with case("clients: linkedin-api-client is refused as LinkedIn refuses"):
        refusals(member)
    with case("clients: linkedin-api-client turns the pages of a page's posts"):
        pages(member)
