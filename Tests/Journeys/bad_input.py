#!/usr/bin/env python3
"""What is wrong gets a sentence with a code, writes nothing, and loses nothing."""

import contextlib
import ctypes
import datetime
import http.server
import json
import os
import pathlib
import socket
import sqlite3
import subprocess
import threading

from kit import pages, pictures, places
from kit.person import Person
from kit.places import PROGRAM
from kit.processes import Networks, Server, fails
from kit.program import Program, Refused
from kit.telling import Skipped, case, finish, same, sure, until

TABLES = ["post", "delivery", "step", "attempt", "media", "account", "hold", "ledger_entry", "user", "workspace"]
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


def rows(folder):
    """How many rows each table has, read beside the running server."""
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    counts = {table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}
    database.close()
    return counts


def contents(folder):
    database = sqlite3.connect(f"file:{folder}/kicau.sqlite?mode=ro", uri=True)
    lines = list(database.iterdump())
    database.close()
    return lines


@contextlib.contextmanager
def nothing_written(server):
    before = rows(server.folder)
    yield
    same(rows(server.folder), before, "rows after the refusal")
    leftovers = [path.name for path in pathlib.Path(server.folder, "media/incoming").glob("*")]
    same(leftovers, [], "unfinished uploads")


def refused(code, work, field=None, words=()):
    """The work must be refused with this code, and with a sentence that has these words."""
    try:
        answer = work()
    except Refused as problem:
        same(problem.code, code, "code")
        sure(problem.what.endswith("."), f"a sentence: {problem.what!r}")
        if field:
            same(problem.field, field, "field")
        for word in words:
            sure(word in problem.what, f"{word!r} is not in {problem.what!r}")
        return problem
    raise AssertionError(f"it was taken: {answer}")


def start_fails(code, command, *words, **settings):
    """The program must end with exit code 1 and a sentence with this code and these words."""
    status, said = fails(command, **settings)
    same(status, 1, f"exit code ({said.strip()[-300:]})")
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
    with nothing_written(journey.server):
        tries = [
            ("unknown-zone", post(plan="schedule", due={"wall": "2099-01-01T09:00", "zone": "Asia/Jakrta"}), "Asia/Jakrta"),
            ("past-date", post(plan="schedule", due={"wall": yesterday, "zone": "Asia/Jakarta"}), "past"),
            ("too-far-ahead", post(plan="schedule", due={"wall": "2099-01-01T09:00", "zone": "Asia/Jakarta"}), "two years"),
            ("rule-broken", post("panjang " * 100), "Mastodon"),
            ("empty-post", post("  \n "), "nothing"),
            ("no-account-chosen", post(accounts=[]), "account"),
            ("not-found", post(accounts=[987654]), "account"),
            ("bad-input", post(plan="soon"), "plan"),
        ]
        for code, body, word in tries:
            refused(code, lambda body=body: program.post("/posts", body), words=[word])
        problem = refused("bad-date", lambda: program.post(
            "/posts", post(plan="schedule", due={"wall": "2027-02-30T09:00"})))
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
    with nothing_written(journey.server), Wire(journey) as wire:
        wire.begin(f"Content-Length: {TEN_GIGABYTES}")
        wire.socket.sendall(b"x" * 1000)
        answer = wire.answer()
        same((answer[0], answer[1]["code"]), (413, "upload-too-large"), "answer")
    sure(journey.program.get("/me"), "the server goes on")


def endless_upload(journey, note):
    with nothing_written(journey.server), Wire(journey) as wire:
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


class Wire:
    """A request written by hand."""

    def __init__(self, journey):
        self.journey = journey
        self.socket = socket.create_connection(("127.0.0.1", journey.server.port), timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def begin(self, length):
        key = self.journey.program.session.headers["authorization"]
        self.socket.sendall(
            f"POST /api/v1/media HTTP/1.1\r\nHost: kicau\r\nAuthorization: {key}\r\nIdempotency-Key: {os.urandom(8).hex()}\r\n"
            f"Content-Type: image/jpeg\r\n{length}\r\n\r\n".encode())

    def has_answer(self):
        self.socket.setblocking(False)
        try:
            return bool(self.socket.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self.socket.settimeout(20)

    def answer(self):
        """Status and JSON, or None when the other side only closed."""
        got = b""
        try:
            while b"}" not in got:
                more = self.socket.recv(65536)
                if not more:
                    break
                got += more
        except ConnectionResetError:
            pass
        if not got:
            return None
        head, _, body = got.partition(b"\r\n\r\n")
        return int(head.split()[1]), json.loads(body[body.index(b"{"): body.rindex(b"}") + 1])


# What networks do.


class WebSite(http.server.BaseHTTPRequestHandler):
    """A server that is no Mastodon: a page for every question."""

    def do_GET(self):
        body = b"<!doctype html><title>Toko Roti</title><h1>Selamat datang</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


def server_of_pages(journey):
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), WebSite)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{site.server_port}"
    journey.server.stop()
    journey.server.settings["KICAU_ALLOWED_ORIGINS"] = origin
    journey.server.start()
    with nothing_written(journey.server):
        form = pages.form(journey.person.open("/accounts/new/mastodon").text, "/accounts/new/mastodon")
        page = journey.person.send(form, refused=True, server=origin)
        sure("does not answer like a Mastodon server" in pages.words(page.text), pages.words(page.text)[:400])
        page = journey.person.send(form, refused=True, server="https://10.1.2.3")
        sure("is inside a private network" in pages.words(page.text), f"a private address: {pages.words(page.text)[:400]}")
    site.shutdown()


def network_of_pages(journey):
    """A proxy's page instead of an answer: looked for, and sent once."""
    journey.networks.be_faulty("mastodon", {"kind": "html", "at": "commit", "times": 1})
    post = journey.program.post("/posts", journey.post("Di balik halaman"))["id"]
    until(lambda: journey.delivery(post)["state"] == "published", "it is live", 60)
    same(len(journey.on_mastodon("Di balik halaman")), 1, "posts")
    stories = [event["story"]["what"] if "story" in event else event.get("what", "") for event in
               journey.delivery(post)["events"]]
    sure(any(stories), "its story is told")


def revoked_token(journey):
    journey.networks.tell("mastodon", "revocations", {"account": journey.networks.person("mastodon", "Ayu Lestari")["id"]})
    post = journey.program.post("/posts", journey.post("Tanpa izin"))["id"]
    delivery = until(lambda: (d := journey.delivery(post))["state"] == "waiting" and d, "it waits for a person")
    same(delivery["waiting_for"], "reconnect", "what it waits for")
    sure(delivery["trouble"]["what"].endswith(".") and delivery["trouble"]["do"], "a sentence and what to do")
    same(journey.program.get("/accounts")["items"][0]["state"], "signed-out", "account")
    same(journey.on_mastodon("Tanpa izin"), [], "posts")
    journey.person.connect(journey.networks, "mastodon", "Ayu Lestari")
    until(lambda: journey.delivery(post)["state"] == "published", "it goes out after reconnecting")
    same(len(journey.on_mastodon("Tanpa izin")), 1, "posts")


# A full disk.


def small_disk():
    """A disk of 40 MB that only this process and its children see, and that goes with them."""
    if os.geteuid() != 0:
        raise Skipped("making a small disk needs root")
    folder = places.new_folder() / "disk"
    folder.mkdir()
    if ctypes.CDLL("libc.so.6", use_errno=True).unshare(0x00020000) != 0:
        raise Skipped("this machine allows no mounts of one's own")
    for command in (["mount", "--make-rprivate", "/"], ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder]):
        if subprocess.run(command, capture_output=True).returncode != 0:
            raise Skipped("this machine allows no mounts of one's own")
    return folder


def fill(folder):
    path = pathlib.Path(folder, "ballast")
    with open(path, "ab", buffering=0) as ballast:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    ballast.write(b"\0" * size)
            except OSError:
                pass
    return path


def full_disk(networks, note):
    folder = small_disk()
    server = Server(folder / "data", networks=networks, log="full-disk.log").start()
    person = Person(server).set_up()
    person.connect(networks, "mastodon", "Bima Pratama")
    program = Program(server, person.make_key())
    account = program.get("/accounts")["items"][0]["id"]
    soon = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=3)).strftime("%Y-%m-%dT%H:%M")

    def schedule(text):
        return program.post("/posts", {
            "accounts": [account], "plan": "schedule", "parts": [{"text": text}], "due": {"wall": soon, "zone": "UTC"}})

    before = schedule("Sebelum penuh")["id"]
    ballast = fill(folder)
    taken = 0
    problem = None
    for number in range(200):
        # What the database has set aside for itself may still hold a few; then it must say so.
        try:
            schedule(f"Disk penuh {number} " + "x" * 300)
            taken += 1
        except Refused as refusal:
            problem = refusal
            break
    sure(problem, "the disk is full, and everything was taken")
    same(problem.code, "disk-full", f"code ({problem})")
    refused("disk-full", lambda: program.post("/media", data=pictures.png(1200, 900)))
    posts = program.get("/posts", limit=200)["total"]
    same(posts, taken + 1, "posts kept: those that were taken, no half ones")
    ballast.unlink()
    after = schedule("Sesudah lapang")["id"]
    for post in (before, after):
        program.post(f"/posts/{post}/publication")
        until(lambda post=post: program.get(f"/posts/{post}")["state"] == "published", "it goes out")
    server.stop()
    found = [post["text"] for post in networks.posts("mastodon") if "penuh" in post["text"] or "lapang" in post["text"]]
    same(sorted(found), ["Sebelum penuh", "Sesudah lapang"], "posts on the network")
    note(f"{taken} more fitted in before the refusal")


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
    journey.server.stop()
    with case("bad input: a full disk") as note:
        full_disk(journey.networks, note)
    finish()


if __name__ == "__main__":
    main()
