"""What is wrong with what only some networks have: videos, carousels, polls, mentions, cards, webhooks, containers.

A part of the journey `bad_input`: the composer says it before scheduling wherever it can be known before; what only the
network can know becomes a refusal in its words, with what to change.
"""

import subprocess
import time

import requests
from kit import films, pages, pictures
from kit.places import PROGRAM
from kit.processes import plain_environment
from kit.refusals import nothing_written, refused
from kit.telling import case, same, sure, until

ALSO = {"linkedin": "Ayu Lestari", "instagram": "Ayu Lestari", "threads": "Ayu Lestari", "bluesky": "Ayu Lestari", "x": "Ayu Lestari"}


class Depths:
    def __init__(self, journey):
        self.journey = journey
        self.server, self.person, self.program = journey.server, journey.person, journey.program
        self.networks = journey.networks
        for network, name in ALSO.items():
            self.person.connect(self.networks, network, name)
        self.accounts = {each["platform"]: each["id"] for each in self.program.get("/accounts")["items"]}

    def upload(self, data):
        return self.program.post("/media", data=data)["sha256"]

    def post(self, network, text, media=(), plan="schedule", **options):
        body = {
            "accounts": [self.accounts[network]], "plan": plan,
            "parts": [{"text": text, "media": [{"sha256": sha, "alt": alt} for sha, alt in media]}],
            "options": [{"network": network, "name": name, "values": values} for name, values in options.items()]}
        if plan == "schedule":
            body["due"] = {"wall": time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 86_400)), "zone": "UTC"}
        return body

    def broken(self, network, text, media=(), **options):
        """What the preview says of it, as (weight, what, do)."""
        asked = self.post(network, text, media, **options)
        asked.pop("plan")
        found = self.program.post("/posts/preview", asked)["accounts"][0]["broken"]
        return [(rule["weight"], rule["what"], rule["do"]) for rule in found]

    def on_page(self, files=(), refused=True, **values):
        """The composer's form, sent; what a reader sees of the answer."""
        form = pages.form(self.person.open("/compose").text, "/compose")
        usual = {"when": "later", "date": "2027-05-01", "time": "09:00", "zone": "UTC", "do": "send"}
        sent = [("files-0", (name, data, kind)) for name, data, kind in files]
        return pages.words(self.person.send(form, files=sent, refused=refused, **(usual | values)).text)

    def kicau(self, *words):
        """A command of the program, with this server and its key."""
        key = self.program.session.headers["authorization"].split()[1]
        done = subprocess.run(
            [str(word) for word in (PROGRAM, *words)], capture_output=True, text=True, timeout=60,
            env=plain_environment(KICAU_SERVER=self.server.url, KICAU_API_KEY=key))
        return done.returncode, done.stdout, done.stderr

    def delivery(self, post):
        return self.program.get(f"/posts/{post}")["deliveries"][0]


def odd_videos(depths):
    tries = [
        ("not-a-video", films.one_pixel(), "video/quicktime", "1 by 1 pixels"),
        ("video-too-large", films.five_hours(), "video/mp4", "300 minutes"),
        ("not-a-video", films.unknown_codec(), "video/mp4", "cannot be read"),
    ]
    with nothing_written(depths.server):
        for code, data, kind, word in tries:
            refused(code, lambda data=data: depths.program.post("/media", data=data), words=[word])
            seen = depths.on_page([("liburan.mp4", data, kind)], account=str(depths.accounts["x"]), **{"text-0": "Kopi"})
            sure(word in seen, f"the page does not say {word!r}: {seen[:500]}")
            sure("Kopi" in depths.person.open("/compose").text or "Kopi" in seen, "what was written is lost")


def mixed_carousel(depths):
    wide, tall = depths.upload(pictures.png(640, 400)), depths.upload(pictures.png(480, 600, hue=20))
    said = depths.broken("instagram", "Dua bentuk", [(wide, "Lebar"), (tall, "Tegak")])
    sure(any("shape of the first" in what and weight == "warns" for weight, what, _ in said), said)
    same([rule for rule in depths.broken("instagram", "Satu bentuk", [(wide, "a")]) if "shape" in rule[1]], [], "one")


def long_description(depths):
    shot = depths.upload(pictures.png(hue=50))
    long = "kopi " * 420
    with nothing_written(depths.server):
        for network in ("mastodon", "x", "bluesky", "threads"):
            body = depths.post(network, "Halo", [(shot, long)])
            refused("rule-broken", lambda body=body: depths.program.post("/posts", body), words=["description of picture 1"])
        refused("bad-input", lambda: depths.program.post("/posts", depths.post("x", "Halo", [(shot, "é" * 10_001)])))
    seen = depths.on_page(
        account=str(depths.accounts["mastodon"]), **{
            "text-0": "Halo", "picture-0": shot, f"kind-0-{shot}": "", f"alt-0-{shot}": long})
    sure("The description of picture 1" in seen, f"the page says nothing of it: {seen[:500]}")


def lonely_poll(depths):
    with nothing_written(depths.server):
        for network in ("mastodon", "x", "threads", "linkedin"):
            body = depths.post(network, "Pilih", poll=["Ya"])
            problem = refused("rule-broken", lambda body=body: depths.program.post("/posts", body), words=["poll", "2 to"])
            sure("there are 1" in problem.what or "there is 1" in problem.what, problem.what)
        same_twice = depths.post("mastodon", "Pilih", poll=["Ya", "ya"])
        refused("rule-broken", lambda: depths.program.post("/posts", same_twice), words=["answers of the poll are the same"])
    seen = depths.on_page(
        account=str(depths.accounts["mastodon"]), **{
            "text-0": "Pilih", "option": "mastodon.poll", "option-lines": "mastodon.poll", "option-mastodon.poll": "Ya"})
    sure("2 to" in seen, f"the page says nothing of it: {seen[:500]}")


def mention_of_nobody(depths):
    for network, handle in (("bluesky", "@ayu"), ("threads", "@" + "kopi" * 8)):
        said = depths.broken(network, f"Terima kasih {handle}")
        sure(any("Nobody on" in what and do.endswith(".") for _, what, do in said), f"{network}: {said}")
        sure(all(weight == "warns" for weight, *_ in said), f"{network}: a text is nobody's fault: {said}")


def private_link(depths):
    with nothing_written(depths.server):
        for link in ("https://10.1.2.3/menu", "https://127.0.0.1/", "http://192.168.0.1/", "https://[::1]/"):
            problem = refused(
                "page-unreadable", lambda link=link: depths.program.post("/link-cards", {"url": link}), field="url",
                words=["is inside a private network"])
            sure("public address" in problem.do, problem.do)
        refused("page-unreadable", lambda: depths.program.post("/link-cards", {"url": "file:///etc/passwd"}))
    seen = depths.on_page(
        account=str(depths.accounts["bluesky"]), do="add-card:0", **{"text-0": "Menu: https://10.1.2.3/menu"})
    sure("is inside a private network" in seen, f"the page says nothing of it: {seen[:500]}")


def bad_webhooks(depths):
    """A wrong signature is refused; a call that is repeated brings nothing a second time."""
    hook = f"{depths.server.url}/hooks/x"
    body = b'{"data":{"filter":{"user_id":"1"}}}'
    with nothing_written(depths.server):
        for signature in ("", "sha256=", "sha256=AAAA", "sha256=" + "A" * 43 + "="):
            answer = requests.post(hook, data=body, headers={"x-twitter-webhooks-signature": signature}, timeout=10)
            same(answer.status_code, 403, f"status with the signature {signature!r}")
            sure("not signed" in answer.json()["error"], answer.text)
        same(requests.post(f"{depths.server.url}/hooks/nowhere", data=body, timeout=10).status_code, 403, "nobody's")
        same(requests.post(hook, data=b"x" * 5_000_000, timeout=20).status_code, 413, "too much")
    depths.networks.tell("x", "hooks", {"url": hook})
    ayu, budi = depths.networks.person("x", "Ayu Lestari"), depths.networks.person("x", "Bima Pratama")
    depths.networks.tell("x", "posts", {"account": budi["id"], "text": f"@{ayu['handle']} buka jam berapa?"})

    def heard():
        return [item for item in depths.program.get("/inbox")["items"] if "jam berapa" in item["text"]]

    until(heard, "the mention is in the inbox", 40)
    ring = next(ring for ring in depths.networks.ask("x", "hooks")["rings"] if "jam berapa" in ring["body"])
    name, value = ring["header"].split(": ", 1)
    for _ in range(5):
        answer = requests.post(hook, data=ring["body"].encode(), headers={name: value}, timeout=10)
        same(answer.status_code, 200, "status of a repeated call")
    changed = ring["body"].replace("jam berapa", "jam sepuluh").encode()
    same(requests.post(hook, data=changed, headers={name: value}, timeout=10).status_code, 403, "changed on its way")
    time.sleep(3)
    same(len(heard()), 1, "times in the inbox")
    same([item for item in depths.program.get("/inbox")["items"] if "sepuluh" in item["text"]], [], "put into it")


def expired_container(depths):
    """What was staged is gone before it could be published: staged anew, and published once."""
    shot = depths.upload(pictures.png(hue=70))
    depths.networks.tell("instagram", "settings", {"containerLifeMs": 1000})

    def staged():
        calls = depths.networks.ask("instagram", "calls")
        return sum(1 for call in calls if call["method"] == "POST" and call["path"].endswith("/media"))

    before = staged()
    post = depths.program.post(
        "/posts", depths.post("instagram", "Kedaluwarsa", [(shot, "Cangkir")], plan="publish_now"))["id"]
    until(lambda: staged() - before >= 2, "it was staged again", 60)
    same([each for each in depths.networks.posts("instagram") if each["text"] == "Kedaluwarsa"], [], "posts so far")
    depths.networks.tell("instagram", "settings", {"containerLifeMs": 0})
    until(lambda: depths.delivery(post)["state"] == "published", "it is live", 90)
    live = [each for each in depths.networks.posts("instagram") if each["text"] == "Kedaluwarsa"]
    same([len(each["media"]) for each in live], [1], "posts, with their pictures")


def failed_there(depths):
    """The network cannot work with what it got: its words, and what to change."""
    film = depths.upload(films.plain())
    depths.networks.be_faulty("x", {"kind": "failProcessing", "at": "upload"})
    post = depths.program.post("/posts", depths.post("x", "Rusak di sana", [(film, "Kopi")], plan="publish_now"))["id"]
    ended = ("refused", "waiting")
    delivery = until(lambda: (d := depths.delivery(post))["state"] in ended and d, "it is refused", 120)
    depths.networks.be_well("x")
    trouble = delivery["trouble"]
    sure(trouble["what"].endswith(".") and trouble["do"].endswith("."), trouble)
    sure("video" in (trouble["what"] + trouble["do"]).lower(), trouble)
    same([each for each in depths.networks.posts("x") if each["text"] == "Rusak di sana"], [], "posts")


def missing_description(depths):
    """A workspace that asks for descriptions gets no post without: page, API and command line alike."""
    shot = depths.upload(pictures.png(hue=110))
    code, said, trouble = depths.kicau("workspace", "set", "--needs-alt", "yes")
    same(code, 0, f"exit code: {trouble}")
    sure("needs_alt" in said and "yes" in said, said)
    words = "has no description, and this workspace asks for one"
    with nothing_written(depths.server):
        refused("rule-broken", lambda: depths.program.post("/posts", depths.post("mastodon", "Halo", [(shot, "")])),
                words=["Mastodon", words])
        file = depths.journey.server.folder.parent / "kopi.png"
        file.write_bytes(pictures.png(hue=110))
        code, _, trouble = depths.kicau(
            "post", "create", "--text", "Halo", "--account", depths.accounts["mastodon"], "--picture", file, "--now")
        same(code, 1, "exit code of the command line")
        sure(words in trouble and "[rule-broken]" in trouble, trouble)
    seen = depths.on_page(
        account=str(depths.accounts["mastodon"]), **{
            "text-0": "Halo", "picture-0": shot, f"kind-0-{shot}": "", f"alt-0-{shot}": " "})
    sure(words in seen, f"the page says nothing of it: {seen[:500]}")
    code, _, trouble = depths.kicau("workspace", "set", "--needs-alt", "no")
    same(code, 0, f"exit code: {trouble}")
    same(depths.kicau("workspace", "set")[0], 2, "exit code when nothing is named")
    made = depths.program.post("/posts", depths.post("mastodon", "Halo", [(shot, "")]))
    same(made["state"], "scheduled", "state without the wish")


def asked_of_a_member(depths):
    """By the command line, as by page and API."""
    item = depths.program.get("/inbox")["items"][0]["id"]
    member = depths.program.get("/members")["items"][0]
    listed = depths.kicau("workspace", "members")[1]
    sure(member["name"] in listed, listed)
    code, _, said = depths.kicau("inbox", "assign", item, member["id"])
    same(code, 0, f"exit code: {said}")
    same(depths.program.get("/inbox")["items"][0].get("assignee"), member["id"], "who looks after it")
    code, _, said = depths.kicau("inbox", "assign", item, 987654)
    same(code, 1, f"exit code for a stranger: {said}")
    sure("no member" in said and "[not-found]" in said, said)
    same(depths.kicau("inbox", "assign", item)[0], 0, "exit code for nobody")
    same(depths.program.get("/inbox")["items"][0].get("assignee"), None, "who looks after it")


def run(journey):
    with case("bad input: accounts on the networks with more to get wrong"):
        depths = Depths(journey)
    cases = [
        ("a video of one pixel, of five hours, in no codec", odd_videos), ("a carousel of two shapes", mixed_carousel),
        ("a description that is too long", long_description), ("a poll with one answer", lonely_poll),
        ("a mention of nobody", mention_of_nobody), ("a link to a private address", private_link),
        ("a webhook signed wrongly, and one that is repeated", bad_webhooks),
        ("a member and a stranger asked to look after it", asked_of_a_member),
        ("a picture without the description that is asked for", missing_description),
        ("a container that expires", expired_container), ("a video that the network cannot work with", failed_there),
    ]
    for name, work in cases:
        with case(f"bad input: {name}"):
            work(depths)
