#!/usr/bin/env python3
"""What is wrong gets a sentence with a code, writes nothing, and loses nothing."""

import datetime
import pathlib
import sqlite3

import bad_depths
from kit import pages, pictures, places
from kit.person import Person
from kit.places import PROGRAM
from kit.processes import Networks, Server, fails
from kit.program import Program
from kit.refusals import nothing_written, refused
from kit.telling import case, finish, same, sure, until
from kit.website import website
from kit.wire import Wire

TEN_GIGABYTES = 10 << 30


class Journey:
    def __init__(self):
        self.networks = Networks()
        self.server = Server(networks=self.networks).start()
        self.person = Person(self.server).set_up()
        self.person.connect(self.networks, "mastodon", "Ayu Lestari")
        self.program = Program(self.server, self.person.make_key())
        self.account = self.program.get("/accounts")["items"][0]["id"]

    def post(self, text="Halo", **more):
        return {"accounts": [self.account], "plan": "publish_now", "parts": [{"text": text}]} | more

    def delivery(self, post):
        return self.program.get(f"/posts/{post}")["deliveries"][0]

    def on_mastodon(self, text):
        return [post for post in self.networks.posts("mastodon") if post["text"] == text]


def contents(folder):
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    lines = list(database.iterdump())
    database.close()
    return lines


# A supervisor tells by them what to do; every other problem ends with 1.
EXITS = {"data-folder-in-use": 5, "wrong-key": 5, "bad-setting": 2, "bad-config-file": 2}


def start_fails(code, command, *words, **settings):
    """The program must end with the code's own exit code and a sentence with this code and these words."""
    status, said = fails(command, **settings)
    same(status, EXITS.get(code, 1), f"exit code ({said.strip()[-300:]})")
    for word in (f"[{code}]", *words):
        sure(str(word) in said, f"{word!r} is not in {said!r}")


# What stops the start.


def second_process(journey):
    with nothing_written(journey.server):
        command = [PROGRAM, "serve", "--data", journey.server.folder, "--port", places.free_port()]
        start_fails("data-folder-in-use", command, journey.server.folder)
    sure(journey.program.get("/me"), "the first goes on")


def port_in_use(journey):
    folder = places.new_folder() / "other"
    start_fails("port-in-use", [PROGRAM, "serve", "--data", folder, "--port", journey.server.port])


def wrong_key(journey):
    server = journey.server
    server.stop()
    kept = contents(server.folder)
    other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    start_fails("wrong-key", server.command(), KICAU_KEY=other)
    start_fails("wrong-key", server.command(), KICAU_KEY="not a key")
    key = pathlib.Path(server.folder, "kicau.key")
    whole = key.read_bytes()
    key.write_bytes(whole[: len(whole) // 2])
    start_fails("wrong-key", server.command())
    key.write_bytes(whole)
    sure(contents(server.folder) == kept, "the database is not as it was")
    server.start()
    sure(journey.program.get("/accounts")["items"], "with its own key all is there")


def half_written_settings(journey):
    file = places.new_folder() / "kicau.conf"
    for text, code, words in [
        ("# half\nhost = 127.0.0.1\npor", "bad-config-file", ["Line 3", "="]),
        ("host = 127.0.0.1\nhorst = x\n", "bad-config-file", ["Line 2", "horst"]),
        ("port = 8080\nport = 8081\n", "bad-config-file", ["Line 2", "second time"]),
        ("port = 80a\n", "bad-setting", ["port", "80a"]),
        ("base_url = kicau.example/path\n", "bad-setting", ["base_url"]),
        ("rehearsal_networks = x\n", "bad-setting", ["rehearsal_networks"]),
    ]:
        file.write_text(text)
        folder = file.parent / "data"
        start_fails(code, [PROGRAM, "serve", "--config", file, "--data", folder], *words)
        sure(not folder.exists(), "no data folder was made")
    start_fails("bad-config-file", [PROGRAM, "serve", "--config", file.parent / "nowhere.conf"], "nowhere.conf")


# What is wrong with a post.


def wrong_posts(journey):
    program, post = journey.program, journey.post
    yesterday = (datetime.datetime.now() - datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    def due(wall, zone="Asia/Jakarta"):
        return post(plan="schedule", due={"wall": wall, "zone": zone})

    with nothing_written(journey.server):
        tries = [
            ("unknown-zone", due("2099-01-01T09:00", "Asia/Jakrta"), "Asia/Jakrta"),
            ("past-date", due(yesterday), "past"),
            ("too-far-ahead", due("2099-01-01T09:00"), "two years"),
            ("rule-broken", post("panjang " * 100), "Mastodon"),
            ("empty-post", post("  \n "), "nothing"),
            ("no-account-chosen", post(accounts=[]), "account"),
            ("not-found", post(accounts=[987654]), "account"),
            ("bad-input", post(plan="soon"), "plan"),
        ]
        for code, body, word in tries:
            refused(code, lambda body=body: program.post("/posts", body), words=[word])
        problem = refused("bad-date", lambda: program.post("/posts", due("2027-02-30T09:00")))
        same(problem.status, 400, "status")
        sure(refused("too-long", lambda: program.post("/posts", post("é" * 150_000))), "beyond any network")
        refused("upload-too-large", lambda: program.post("/posts", post("x" * 2_000_000)))


def wrong_page(journey):
    """The same by the composer's form: what was written is still in it."""
    form = pages.form(journey.person.open("/compose").text, "/compose")
    with nothing_written(journey.server):
        values = {"account": str(journey.account), "text-0": "Kopi pagi", "when": "later", "date": "2027-05-01",
                  "time": "09:00", "zone": "Asia/Jakrta", "do": "send"}
        page = journey.person.send(form, files=[], refused=True, **values)
        sure("Asia/Jakrta" in pages.words(page.text), pages.words(page.text)[:300])
        sure("Kopi pagi" in page.text, "the text is still there")
        files = [("files-0", ("liburan.jpg", b"ini bukan gambar, hanya teks\n" * 100, "image/jpeg"))]
        page = journey.person.send(form, files=files, refused=True, **values | {"zone": "Asia/Jakarta"})
        sure("picture" in pages.words(page.text), pages.words(page.text)[:300])
        form.fields = [(name, "" if name == "token" else value) for name, value in form.fields]
        page = journey.person.send(form, files=[], refused=True, **values)
        same(page.status_code, 403, "status without the form's token")


def wrong_pictures(journey):
    program = journey.program
    with nothing_written(journey.server):
        refused("not-a-picture", lambda: program.post("/media", data=b"ini bukan gambar\n" * 50))
        refused("not-a-picture", lambda: program.post("/media", data=b""))
        refused("not-a-picture", lambda: program.post("/media", data=pictures.png()[:200]))
        refused("not-a-picture", lambda: program.post("/media", data=b"\xff\xd8\xff\xe0" + b"JFIF" * 500))
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        refused("not-a-picture", lambda: program.post("/media", data=svg))


# What is too much.


def announced_upload(journey):
    with nothing_written(journey.server), Wire(journey.server, journey.program) as wire:
        wire.begin(f"Content-Length: {TEN_GIGABYTES}")
        wire.socket.sendall(b"x" * 1000)
        answer = wire.answer()
        same((answer[0], answer[1]["code"]), (413, "upload-too-large"), "answer")
    sure(journey.program.get("/me"), "the server goes on")


def endless_upload(journey, note):
    with nothing_written(journey.server), Wire(journey.server, journey.program) as wire:
        wire.begin("Transfer-Encoding: chunked")
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        sent = 0
        # Enough for any picture, and far from ten gigabytes: it must be stopped by then.
        while sent < 200 << 20 and not wire.has_answer():
            try:
                wire.socket.sendall(chunk)
            except (BrokenPipeError, ConnectionResetError):
                break
            sent += 65536
        sure(sent < 200 << 20, "200 MB went in and were not stopped")
        answer = wire.answer()
        if answer:
            same((answer[0], answer[1]["code"]), (413, "upload-too-large"), "answer")
        note(f"stopped after {sent >> 20} MB, {'with its sentence' if answer else 'by closing'}")
    sure(journey.program.get("/me"), "the server goes on")


# What networks do.


def server_of_pages(journey):
    origin = website()
    journey.server.stop()
    journey.server.settings["KICAU_ALLOWED_ORIGINS"] = origin
    journey.server.start()
    with nothing_written(journey.server):
        form = pages.form(journey.person.open("/accounts/new/mastodon").text, "/accounts/new/mastodon")
        page = journey.person.send(form, refused=True, server=origin)
        sure("does not answer like a Mastodon server" in pages.words(page.text), pages.words(page.text)[:400])
        page = journey.person.send(form, refused=True, server="https://10.1.2.3")
        seen = pages.words(page.text)
        sure("is inside a private network" in seen, f"a private address: {seen[:400]}")


def network_of_pages(journey):
    """A proxy's page instead of an answer: looked for, and sent once."""
    journey.networks.be_faulty("mastodon", {"kind": "html", "at": "commit", "times": 1})
    post = journey.program.post("/posts", journey.post("Di balik halaman"))["id"]
    until(lambda: journey.delivery(post)["state"] == "published", "it is live", 60)
    same(len(journey.on_mastodon("Di balik halaman")), 1, "posts")
    states = [event["state"] for event in journey.delivery(post)["events"]]
    sure("unknown" in states, f"the doubt is part of its story: {states}")


def revoked_token(journey):
    ayu = journey.networks.person("mastodon", "Ayu Lestari")
    journey.networks.tell("mastodon", "revocations", {"account": ayu["id"]})
    post = journey.program.post("/posts", journey.post("Tanpa izin"))["id"]
    delivery = until(lambda: (d := journey.delivery(post))["state"] == "waiting" and d, "it waits for a person")
    same(delivery["waiting_for"], "reconnect", "what it waits for")
    sure(delivery["trouble"]["what"].endswith(".") and delivery["trouble"]["do"], "a sentence and what to do")
    same(journey.program.get("/accounts")["items"][0]["state"], "signed-out", "account")
    same(journey.on_mastodon("Tanpa izin"), [], "posts")
    journey.person.connect(journey.networks, "mastodon", "Ayu Lestari")
    until(lambda: journey.delivery(post)["state"] == "published", "it goes out after reconnecting")
    same(len(journey.on_mastodon("Tanpa izin")), 1, "posts")


def main():
    journey = Journey()
    with case("bad input: a second process on the same data folder"):
        second_process(journey)
    with case("bad input: a port in use"):
        port_in_use(journey)
    with case("bad input: a wrong key, and half a key"):
        wrong_key(journey)
    with case("bad input: half-written settings"):
        half_written_settings(journey)
    with case("bad input: unknown zone, past date, too long, empty, nobody chosen"):
        wrong_posts(journey)
    with case("bad input: the composer keeps what was written"):
        wrong_page(journey)
    with case("bad input: pictures that are none"):
        wrong_pictures(journey)
    with case("bad input: ten gigabytes announced"):
        announced_upload(journey)
    with case("bad input: an upload without an end") as note:
        endless_upload(journey, note)
    with case("bad input: a web site instead of a server, and a private address"):
        server_of_pages(journey)
    with case("bad input: a network that answers HTML"):
        network_of_pages(journey)
    with case("bad input: a revoked token"):
        revoked_token(journey)
    bad_depths.run(journey)
    journey.server.stop()
    finish()


if __name__ == "__main__":
    main()
