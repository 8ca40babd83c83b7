#!/usr/bin/env python3
"""One's own posts are looked for in a corpus of many forms; the scan is killed at any moment and ends with the same bytes."""

import gzip
import json
import pathlib
import random
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time

from kit import pages
from kit.person import Person
from kit.places import PROGRAM
from kit.processes import Networks, Server
from kit.program import Program
from kit.refusals import refused
from kit.telling import case, finish, same, sure, until

POSTS = [
    "Kopi hari ini dari Gayo, disangrai pagi tadi oleh Bu Ratna di halaman belakang kedai kami yang kecil.",
    "We open a second reading room on Saturday; bring a book you loved and leave with one you have not read.",
    "Hujan turun sejak subuh & jalan ke kedai banjir, jadi kami buka jam sepuluh ya teman-teman semua 😀",
    "Pasar buku bekas hari Minggu: dua ratus judul, tiga meja panjang, dan satu kucing yang tidak dijual.",
]
WORDS = "lorem ipsum dolor sit amet konten buku ruang jalan pagi meja kursi lampu teh gula kertas tinta".split()


def noise(dice, count):
    return " ".join(dice.choice(WORDS) + str(dice.randrange(999)) for _ in range(count))


def lines(dice, count, planted=()):
    texts = [noise(dice, 60) for _ in range(count)]
    for text in planted:
        place = dice.randrange(count)
        texts[place] = f"{noise(dice, 5)} {text} {noise(dice, 5)}"
    return "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))


def corpus(folder):
    """JSON Lines with a bad record, gzip, tar, and a gzip that was cut off."""
    dice = random.Random(7)
    (folder / "a.jsonl").write_text(lines(dice, 3_000, [POSTS[0].lower().replace(",", "")]) + '{"text": broken\n')
    with gzip.open(folder / "b.jsonl.gz", "wt") as file:
        file.write(lines(dice, 3_000, [POSTS[1]]))
    (folder / "page.txt").write_text(f"{noise(dice, 40)}\n\n{POSTS[2].replace('&', '&amp;')}\n")
    with tarfile.open(folder / "c.tar", "w") as packed:
        packed.add(folder / "page.txt", "page.txt")
    (folder / "page.txt").unlink()
    (folder / "cut.gz").write_bytes((folder / "b.jsonl.gz").read_bytes()[:20_000])


def scan(folder, *arguments, output="found", check=True):
    done = subprocess.run(
        [PROGRAM, "scan", *map(str, arguments), "--output", str(folder / output)], capture_output=True, text=True, timeout=120)
    if check:
        same(done.returncode, 0, done.stderr)
    return done


def report(folder, output="found"):
    return [json.loads(line) for line in (folder / f"{output}.jsonl").read_text().splitlines()]


def verdicts(folder, output="found"):
    return {row["id"]: row["verdict"] for row in report(folder, output) if row["kind"] == "post"}


def pages_scan(folder):
    """A scan is started from the page of a running server, which is killed once meanwhile."""
    ground = folder / "corpora"
    shutil.copytree(folder / "corpus", ground / "crawl")
    (ground / "secret").symlink_to("/etc")
    (ground / "crawl" / "passwd.txt").symlink_to("/etc/passwd")
    (ground / "long").mkdir()
    dice = random.Random(23)
    text = lines(dice, 12_000, [POSTS[1]])
    for number in range(30):
        (ground / "long" / f"{number:02}.jsonl").write_text(text)
    networks = Networks()
    server = Server(networks=networks, KICAU_SCAN_FOLDERS=str(ground)).start()
    person = Person(server).set_up()
    person.connect(networks, "mastodon", "Ayu Lestari")
    program = Program(server, person.make_key())
    account = program.get("/accounts")["items"][0]["id"]
    program.post("/posts", {"accounts": [account], "plan": "publish_now", "parts": [{"text": POSTS[1]}]})
    until(lambda: program.get("/scans/corpora")["posts"] == 1, "the published post", 60)

    with case("scan: started from the page of a server, watched to its end, and its report downloaded"):
        page = person.open("/scans")
        sure("corpora/secret" not in page.text, "what a link leads out to is listed")
        page = person.send(pages.form(page.text, "/scans"), corpus=["corpora/crawl"])
        sure("/scans/1" in page.url, f"it leads to {page.url}")
        until(lambda: program.get("/scans/1")["state"] == "done", "the scan's end", 120)
        page = person.open("/scans/1")
        sure("Read the report" in page.text, pages.words(page.text)[:600])
        rows = [json.loads(line) for line in person.open("/scans/1/report.jsonl").text.strip().split("\n")]
        same([row["verdict"] for row in rows if row["kind"] == "post"], ["strong"], "verdicts")
        sure(not any("passwd" in row.get("path", "") for row in rows), "a link that leads out was followed")
        report = person.open("/scans/1/report")
        sure("second reading room" in report.text, "the report has no quotation")
        sure("sandbox" in report.headers["content-security-policy"], report.headers)
        same([json.loads(line) for line in program.get("/scans/1/report")["lines"]], rows, "the lines over the API")
        sure("1 found" in person.open("/scans").text, "the list does not sum it up")

    with case("scan: the server is killed in mid-scan, and the next one goes on to the same report") as note:
        id = program.post("/scans", {"corpora": ["corpora/long"]})["id"]
        refused("not-possible-now", lambda: program.post("/scans", {"corpora": ["corpora/crawl"]}))
        until(lambda: list(pathlib.Path(server.folder, "scans").glob("*/found.checkpoint")), "a checkpoint", 120, 0.05)
        server.kill()
        time.sleep(1)
        sure(not scans_running(server.folder), "the scan's process outlives the server")
        server.start()
        until(lambda: program.get_surely(f"/scans/{id}")["state"] == "done", "the scan's end", 180)
        state = program.get(f"/scans/{id}")
        same(state["verdicts"], {"strong": 1, "likely": 0, "possible": 0, "none": 0}, "verdicts")
        same(state["progress"]["records"], 360_000, "records")
        log = next(path for path in pathlib.Path(server.folder, "scans").glob("*/events.log") if "long" in path.read_text())
        sure('"event":"resumed"' in log.read_text(), "it began anew")
        note(log.read_text().split('"files_done":')[1].split("}")[0] + " files were done before")

    with case("scan: stopped by hand it goes on, and nothing outside the folders can be named"):
        id = program.post("/scans", {"corpora": ["corpora/long"]})["id"]
        until(lambda: program.get(f"/scans/{id}")["state"] == "running", "its start", 30)
        page = person.open(f"/scans/{id}")
        person.send(pages.form(page.text, f"/scans/{id}/stop"))
        until(lambda: program.get(f"/scans/{id}")["state"] == "stopped", "its stop", 30)
        sure(not scans_running(server.folder), "its process goes on")
        person.send(pages.form(person.open(f"/scans/{id}").text, f"/scans/{id}/resumption"))
        until(lambda: program.get(f"/scans/{id}")["state"] == "done", "the scan's end", 180)
        for name, code in [
            ("/etc/passwd", "bad-input"), ("corpora/../../etc", "bad-input"), ("corpora/secret", "not-allowed"),
            ("corpora/secret/passwd", "not-allowed"), ("corpora/gone", "not-found"),
        ]:
            refused(code, lambda: program.post("/scans", {"corpora": [name]}), field="corpora")


def scans_running(folder):
    """Whether a scan's process writes below a data folder."""
    for words in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"{folder}/scans/".encode() in words.read_bytes():
                return True
        except OSError:
            pass  # it has ended meanwhile
    return False


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kicau-scan-"))
    (folder / "corpus").mkdir()
    corpus(folder / "corpus")
    posts = folder / "posts.txt"
    posts.write_text("\n".join(POSTS))

    with case("scan: edited posts are found in files of many forms, and what is bad is located"):
        done = scan(folder, folder / "corpus", folder / "gone.jsonl", "--posts", posts)
        same(verdicts(folder), {"1": "strong", "2": "strong", "3": "strong"}, "verdicts")
        flaws = " ".join(f"{row['place']} {row['sentence']}" for row in report(folder) if row["kind"] == "flaw")
        for place in ["a.jsonl, record 3001", "cut.gz", "gone.jsonl"]:
            sure(place in flaws, f"{place} is not told: {flaws}")
        sure("3 strong" in done.stderr, done.stderr)
        page = (folder / "found.html").read_text()
        sure("halaman belakang" in page and "src=" not in page and "<link" not in page, "the page is not whole by itself")

    with case("scan: killed at random moments and started again, it ends with the same bytes") as note:
        big = folder / "big"
        big.mkdir()
        dice = random.Random(11)
        for number in range(8):
            (big / f"{number}.jsonl").write_text(lines(dice, 12_000, [POSTS[number % 4]]))
        flags = [big, "--posts", posts, "--checkpoint-every", 1, "--threads", 2]
        start = time.monotonic()
        scan(folder, *flags, output="whole")
        took = time.monotonic() - start
        kills = 0
        while True:
            process = subprocess.Popen(
                [PROGRAM, "scan", *map(str, flags), "--output", str(folder / "killed")], stderr=subprocess.DEVNULL)
            try:
                process.wait(took * dice.uniform(0.05, 0.2) if kills < 12 else 120)
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
        sure(kills >= 3, f"it was killed {kills} times only")
        same(process.returncode, 0, "exit code")
        for ending in ["jsonl", "html"]:
            same((folder / f"killed.{ending}").read_bytes(), (folder / f"whole.{ending}").read_bytes(), ending)
        note(f"{kills} kills")

    with case("scan: parts that ran apart, one of them twice, are joined to the same report"):
        names = sorted(str(path) for path in (folder / "big").iterdir())
        parts = folder / "parts"
        parts.mkdir()
        for number, paths in enumerate([names[5:], names[:5], names[5:]]):
            done = subprocess.run(
                [PROGRAM, "scan", "--paths-from-stdin", "--posts", str(posts)], input="\n".join(paths), capture_output=True,
                text=True, timeout=120)
            same(done.returncode, 0, done.stderr)
            (parts / f"part-{number:05}").write_text(done.stdout)
        (parts / "_SUCCESS").write_text("")
        merged = subprocess.run(
            [PROGRAM, "scan", "merge", str(parts), "--posts", str(posts), "--output", str(folder / "merged")],
            capture_output=True, text=True, timeout=60)
        same(merged.returncode, 0, merged.stderr)
        same((folder / "merged.jsonl").read_bytes(), (folder / "whole.jsonl").read_bytes(), "report")

    with case("scan: what cannot be done is refused in a sentence"):
        for flags, code, words in [
            ([folder / "corpus"], 2, "--posts"), (["--posts", posts], 2, "Name the files of the corpus"),
            ([folder / "corpus", "--posts", folder / "gone"], 1, "is not there"),
            ([folder / "corpus", "--posts", posts, "--threads", 0], 2, "--threads must be 1 to 64"),
        ]:
            done = scan(folder, *flags, output="none", check=False)
            same(done.returncode, code, f"exit code of {flags}")
            sure(words in done.stderr, done.stderr)
        done = scan(folder, folder / "corpus", "--posts", posts, output="no/such/folder/found", check=False)
        same(done.returncode, 1, "exit code")
        sure("could not be written" in done.stderr, done.stderr)

    with case("scan: Kicau's own posts are looked for beside a running server"):
        networks = Networks()
        server = Server(networks=networks).start()
        person = Person(server).set_up()
        person.connect(networks, "mastodon", "Ayu Lestari")
        program = Program(server, person.make_key())
        account = program.get("/accounts")["items"][0]["id"]
        program.post("/posts", {"accounts": [account], "plan": "publish_now", "parts": [{"text": POSTS[1]}]})
        until(lambda: any(post["text"] == POSTS[1] for post in networks.posts("mastodon")), "the post", 60)
        until(lambda: program.get("/posts")["items"][0]["state"] == "published", "its settlement", 30)
        scan(folder, folder / "corpus", "--posts", server.folder, output="own")
        same(list(verdicts(folder, "own").values()), ["strong"], "verdicts")

    pages_scan(folder)
    finish()


if __name__ == "__main__":
    main()
