#!/usr/bin/env python3
"""Running it for good: probes, numbers, logs, stopping, backups, and what stands around it."""

import datetime
import json
import re
import shutil
import socket
import sqlite3
import subprocess
import threading
import time

import requests
import urllib3
from prometheus_client.parser import text_string_to_metric_families

from kit import database, pictures, places
from kit.collector import Collector
from kit.nginx import Nginx
from kit.person import EMAIL, PASSWORD, Person
from kit.places import PROGRAM
from kit.processes import Networks, Server, fails, plain_environment
from kit.program import Program
from kit.proxy import Proxy
from kit.telling import Skipped, case, finish, same, sure, until

urllib3.disable_warnings()
ENDED = {"published", "refused", "waiting", "dropped", "cancelled"}


class Journey:
    def __init__(self, **settings):
        self.networks = Networks()
        self.server = Server(networks=self.networks, **settings).start()
        self.person = Person(self.server).set_up()
        self.person.connect(self.networks, "mastodon", "Ayu Lestari")
        self.program = Program(self.server, self.person.make_key())
        self.account = self.program.get("/accounts")["items"][0]["id"]

    def write(self, text, due=None, **more):
        plan = {"plan": "publish_now"}
        if due:
            plan = {"plan": "schedule", "due": {"wall": due.strftime("%Y-%m-%dT%H:%M"), "zone": "UTC"}}
        body = {"accounts": [self.account], "parts": [{"text": text}]} | plan | more
        return self.program.post_surely("/posts", body)["id"]

    def state(self, post):
        return self.program.get(f"/posts/{post}")["deliveries"][0]["state"]

    def live(self, text):
        return [post for post in self.networks.posts("mastodon") if post["text"] == text]

    def ready(self):
        answer = requests.get(self.server.url + "/readyz", timeout=5)
        return answer.status_code, answer.json()

    def metrics(self):
        answer = requests.get(self.server.url + "/metrics", timeout=5)
        sure(answer.headers["content-type"].startswith("text/plain; version=0.0.4"), answer.headers["content-type"])
        return answer.text


def kicau(*words, **settings):
    """A command that should do what it is asked."""
    code, said = fails([PROGRAM, *words], **settings)
    same(code, 0, f"exit code of {words[0]}, which said {said}")
    return said


def probes(journey):
    same(requests.get(journey.server.url + "/healthz", timeout=5).text, "ok")
    until(lambda: journey.ready()[0] == 200, "ready", 10)
    status, told = journey.ready()
    same((status, told["not_ready"]), (200, []), "readiness")


def numbers(journey):
    post = journey.write("Angka yang dihitung")
    until(lambda: journey.state(post) == "published", "published", 30)
    time.sleep(11)  # what comes from the database is remembered for ten seconds
    text = journey.metrics()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    for family in families.values():
        if family.type == "counter":
            sure(all(sample.value >= 0 for sample in family.samples), family.name)
        if family.type == "histogram":
            check_histogram(family)

    def value(name, **labels):
        found = [
            sample.value for family in families.values() for sample in family.samples
            if sample.name == name and sample.labels == labels]
        sure(len(found) == 1, f"{name}{labels} is there {len(found)} times")
        return found[0]

    sure(value("kicau_deliveries", state="published") >= 1, "no published delivery")
    sure(value("kicau_attempts_total", network="mastodon", outcome="published") >= 1, "no attempt")
    sure(value("kicau_delivery_lateness_seconds_count", network="mastodon") >= 1, "no lateness")
    sure(value("kicau_network_calls_total", network="mastodon", status="2xx") >= 2, "no calls")
    sure(value("kicau_database_commits_total") <= value("kicau_database_writes_total"), "more commits than writes")
    sure(abs(value("kicau_last_turn_timestamp_seconds") - time.time()) < 10, "the last turn is long ago")
    sure(1e7 < value("process_resident_memory_bytes") < 1e9, "no plausible memory")
    sure(abs(value("process_start_time_seconds") - time.time()) < 600, "no plausible start")
    sure("Angka" not in text and "ayu" not in text.lower(), "something personal is in the labels")
    return len(families)


def check_histogram(family):
    for sample in family.samples:
        if sample.name.endswith("_count"):
            buckets = [
                s for s in family.samples if s.name.endswith("_bucket")
                and {k: v for k, v in s.labels.items() if k != "le"} == sample.labels]
            values = [s.value for s in sorted(buckets, key=lambda s: float(s.labels["le"]))]
            sure(values == sorted(values) and values[-1] == sample.value, f"{family.name}: {values}")


def gates(journey):
    far = requests.get(journey.server.url + "/metrics", headers={"x-forwarded-for": "127.0.0.1"}, timeout=5)
    same(far.status_code, 403, "metrics through a proxy")
    with other(journey, KICAU_METRICS="token:0123456789abcdef") as server:
        same(requests.get(server.url + "/metrics", timeout=5).status_code, 401)
        shown = requests.get(
            server.url + "/metrics", headers={"authorization": "Bearer 0123456789abcdef"}, timeout=5)
        same(shown.status_code, 200)
    with other(journey, KICAU_METRICS="off") as server:
        same(requests.get(server.url + "/metrics", timeout=5).status_code, 404)


class other:
    """Another server, on a folder of its own."""

    def __init__(self, journey, **settings):
        self.server = Server(networks=journey.networks, log="other.log", **settings)

    def __enter__(self):
        return self.server.start()

    def __exit__(self, *_):
        self.server.stop()


def logs():
    server = Server(log="json.log", KICAU_LOG_FORMAT="json", KICAU_LOG="debug").start()
    requests.get(server.url + "/sign-in", timeout=5)
    same(server.stop(), 0, "exit code")
    lines = [line for line in (places.LOGS / "json.log").read_text().splitlines() if line.startswith("{")]
    sure(len(lines) > 3, f"only {len(lines)} lines")
    for line in lines:
        entry = json.loads(line)
        sure(set(entry) == {"time", "level", "logger", "message", "facts"}, entry)
        datetime.datetime.fromisoformat(entry["time"])
    sure(any("in_flight" in json.loads(line)["facts"] for line in lines), "the stop does not say what is in flight")
    return len(lines)


def stop_in_flight(journey):
    """SIGTERM while commits are slow: not ready first, then everything settled, then 0."""
    journey.networks.be_faulty("mastodon", {"kind": "delayAfter", "at": "commit", "chance": 1, "ms": 3000})
    texts = [f"Menjelang tutup {number}" for number in range(8)]
    posts = [journey.write(text) for text in texts]
    until(
        lambda: database.states(journey.server.folder).get("intent", 0) > 0, "a commit is in the air", 20, every=0.05)
    began = time.monotonic()
    journey.server.process.terminate()
    status, told = until(lambda: journey.ready(), "an answer while it stops", 2, every=0.02)
    same((status, "draining" in told["not_ready"]), (503, True), f"readiness while stopping: {told}")
    code = journey.server.stop()
    took = time.monotonic() - began
    same(code, 0, "exit code")
    sure(took < 16, f"the stop took {took:.1f} s")
    left = database.states(journey.server.folder)
    sure(not left.get("intent") and not left.get("claimed") and not left.get("reconciling"), f"left behind: {left}")
    journey.networks.be_well("mastodon")
    journey.server.start()
    until(lambda: all(journey.state(post) in ENDED for post in posts), "all have ended", 60)
    for text in texts:
        same(len(journey.live(text)), 1, f"times {text!r} is live")
    return f"{took:.1f} s"


def back_up_and_restore(journey):
    """The machine is lost after the backup; what it sent since is found and not sent again."""
    server = journey.server
    due = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=75)).replace(second=0, microsecond=0)
    picture = journey.program.post_surely("/media", data=pictures.png(hue=90))["sha256"]
    soon = journey.write(
        "Terjadwal sebelum cadangan", due, parts=[{
            "text": "Terjadwal sebelum cadangan", "media": [{"sha256": picture, "alt": "Kopi"}]}])
    later = journey.write("Besok", due + datetime.timedelta(days=1))
    writing = threading.Event()
    crowd = threading.Thread(target=lambda: keep_writing(journey, writing))
    crowd.start()
    place = places.new_folder() / "backup"
    told = json.loads(kicau("backup", str(place), "--data", str(server.folder), "--json").splitlines()[-1])
    writing.set()
    crowd.join()
    sure(told["counts"]["posts"] >= 2 and told["files"] >= 2, told)
    until(lambda: journey.state(soon) == "published", "published by the machine that will be lost", 120)
    same(len(journey.live("Terjadwal sebelum cadangan")), 1)
    server.kill()

    again = places.new_folder() / "data"
    report = json.loads(kicau("restore", str(place), "--data", str(again), "--json",
                              KICAU_PACE="rehearsal").splitlines()[-1])
    sure(report["in_doubt"] >= 1, report)
    shutil.copy(server.folder / "kicau.key", again / "kicau.key")
    kicau("doctor", "--data", str(again), "--port", str(places.free_port()))
    restored = Server(folder=again, networks=journey.networks, log="restored.log").start()
    program = Program(restored, journey.program.session.headers["authorization"].split()[1])

    def state(post):
        return program.get(f"/posts/{post}")["deliveries"][0]["state"]

    until(lambda: state(soon) == "published", "found by looking", 90)
    same(state(later), "scheduled")
    until(lambda: not set(database.states(again)) - ENDED - {"scheduled"}, "every doubt has ended", 120)
    same(len(journey.live("Terjadwal sebelum cadangan")), 1, "times it is live after the restore")
    for number in range(200):
        sure(len(journey.live(f"Ramai {number}")) <= 1, f"Ramai {number} is live twice")
    same(restored.stop(), 0, "exit code")
    server.start()
    return f"{report['in_doubt']} were looked for"


def keep_writing(journey, stop):
    for number in range(200):
        if stop.is_set():
            return
        journey.write(f"Ramai {number}")


def refuse_bad_backups(journey):
    place = places.new_folder() / "backup"
    kicau("backup", str(place), "--data", str(journey.server.folder))
    code, said = fails([PROGRAM, "backup", place, "--data", journey.server.folder])
    same(code, 1, f"backup over a backup: {said}")
    sure("[backup-refused]" in said, said)
    kicau("restore", "--check", str(place))
    with open(place / "kicau.sqlite", "r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 16)
    for words in (["--check"], ["--data", str(places.new_folder() / "data")]):
        code, said = fails([PROGRAM, "restore", place, *words])
        same(code, 7, f"exit code for a damaged backup: {said}")
        sure("[bad-backup]" in said, said)
    code, said = fails([PROGRAM, "backup", places.new_folder() / "b"], DATABASE_URL="postgres://kicau@db/kicau")
    sure(code == 1 and "pg_dump" in said, said)


def hold_the_log(journey):
    """What a tool that streams the log relies on: while it reads, nothing it has not seen is lost."""
    reader = sqlite3.connect(f"file:{journey.server.folder}/kicau.sqlite?mode=ro", uri=True)
    reader.execute("BEGIN")
    before = reader.execute("SELECT COUNT(*) FROM post").fetchone()[0]
    log = journey.server.folder / "kicau.sqlite-wal"
    small = log.stat().st_size
    for number in range(300):
        journey.program.post_surely(
            "/posts", {"accounts": [journey.account], "plan": "draft", "parts": [{"text": f"Aliran {number} " * 40}]})
    sizes = (small, log.stat().st_size)
    same(reader.execute("SELECT COUNT(*) FROM post").fetchone()[0], before, "posts the reader sees")
    sure(sizes[1] > sizes[0] + 300 * 4096, f"the log was begun anew under a reader: {sizes}")
    reader.close()
    return f"log of {sizes[1] >> 20} MB"


def stand_behind_nginx(journey):
    server = Server(networks=journey.networks, log="behind.log", KICAU_TRUST_PROXY="yes")
    nginx = Nginx(server.port)
    nginx.check()
    server.settings["KICAU_BASE_URL"] = nginx.origin
    server.start()
    try:
        return through_nginx(server, nginx)
    finally:
        server.stop()


def trusting(session):
    """Takes the journey's own certificate. Certificates named by the environment would outweigh `verify`."""
    session.verify = False
    session.trust_env = False
    return session


def through_nginx(server, nginx):
    browser = trusting(requests.Session())

    def ask(path="/healthz"):
        try:
            return browser.get(nginx.origin + path, timeout=5)
        except requests.ConnectionError:
            return None

    nginx.begin(ask)
    server.url = nginx.origin
    person = Person(server)
    trusting(person.browser)
    person.set_up()
    same(ask("/metrics").status_code, 404)
    same(ask("/readyz").status_code, 404)
    cookies = [cookie for cookie in person.browser.cookies if cookie.name == "kicau_session"]
    sure(cookies and all(cookie.secure for cookie in cookies), "the session's cookie is not Secure")

    began = time.monotonic()
    with person.browser.get(nginx.origin + "/events", stream=True, timeout=10) as stream:
        first = next(stream.iter_content(chunk_size=None))
    sure(b"retry" in first and time.monotonic() - began < 3, f"events are held back: {first!r}")

    program = Program(server, person.make_key())
    trusting(program.session)
    taken = program.post("/media", data=pictures.png(hue=10))
    sure(len(taken["sha256"]) == 64, taken)
    answer = program.session.post(
        program.root + "/media", data=b"x" * ((64 << 20) + 4096), timeout=60,
        headers={"idempotency-key": "large", "content-type": "application/octet-stream"})
    same((answer.status_code, answer.json()["code"]), (413, "upload-too-large"))

    # The limit on wrong passwords counts by the address the proxy saw, whatever else the header says.
    def knock(address):
        page = trusting(requests.Session()).get(nginx.origin + "/sign-in", timeout=5)
        token = page.text.split('name="token" value="')[1].split('"')[0]
        return trusting(requests.Session()).post(
            nginx.origin + "/sign-in", timeout=30, cookies=page.cookies,
            headers={"x-forwarded-for": address},
            data={"token": token, "email": EMAIL, "password": "salah " + PASSWORD, "next": "/"}).status_code

    answers = [knock(f"203.0.113.{number}") for number in range(1, 40)]
    sure(429 in answers, f"forged addresses get around the limit: {set(answers)}")


def traces():
    """One published post, as a collector sees it; the network sees nothing of that."""
    networks, collector = Networks(), Collector()
    network = Proxy(int(networks.origins["mastodon"].rsplit(":", 1)[1]))
    networks.origins["mastodon"] = network.origin
    server = Server(networks=networks, log="traced.log", **collector.settings).start()
    person = Person(server).set_up()
    person.connect(networks, "mastodon", "Ayu Lestari")
    key = person.make_key()
    program = Program(server, key)
    account = program.get("/accounts")["items"][0]["id"]
    collector.forget()
    caller = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
    post = program.session.post(
        program.root + "/posts", timeout=30, headers={"idempotency-key": "traced"} | caller,
        json={"accounts": [account], "plan": "publish_now", "parts": [{"text": "Jejak rahasia"}]}).json()["id"]
    until(lambda: program.get(f"/posts/{post}")["deliveries"][0]["state"] == "published", "published", 30)
    number = program.get(f"/posts/{post}")["deliveries"][0]["id"]
    check_trace(collector, int(number))
    request = collector.only("POST /api/v1/posts")
    same((request["traceId"], request["parentSpanId"]), ("ab" * 16, "cd" * 8), "the caller's trace")
    told = collector.text()
    tokens = {word.decode() for word in re.findall(rb"(?i)authorization: bearer (\S+)", bytes(network.asked))}
    sure(tokens, "the network was shown no token")
    handle = networks.person("mastodon", "Ayu Lestari")["handle"]
    for secret in ("rahasia", "Jejak", "Ayu", "Lestari", handle, EMAIL, key, "Bearer", f"/posts/{post}", *tokens):
        sure(secret not in told, f"{secret!r} is in a span")
    sure(b"/api/v1/statuses" in network.asked, "the network was not asked through the proxy")
    sure(b"traceparent" not in bytes(network.asked).lower(), "the network was told of our traces")
    same(check_doctor(server, collector), "passed", "doctor beside a collector")

    collector.hold()
    requests.get(server.url + "/sign-in", timeout=5)
    until(lambda: collector.holds, "the collector holds a request", 10)
    began = time.monotonic()
    same(server.stop(), 0, "exit code")
    sure(time.monotonic() - began < 8, "the stop waits for the collector")
    collector.close()
    same(check_doctor(server, collector), "failed", "doctor without a collector")
    return f"{len(collector.spans)} spans"


def check_trace(collector, number):
    commit, *above = collector.way_up("commit")
    facts = collector.facts(commit)
    same(
        [facts[f"kicau.{name}"] for name in ("delivery", "network", "part", "outcome")],
        [number, "mastodon", 0, "published"], "what the commit's span says")
    same([span["name"] for span in above], ["delivery", "turn"], "the way up from the commit")
    under = [span for span in collector.spans if span.get("parentSpanId") == commit["spanId"]]
    calls = [(span["name"], collector.facts(span).get("server.address")) for span in under
             if span["name"] != "database write"]
    same(calls, [("POST", "127.0.0.1")], "calls under the commit")
    sure(all(int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]) for span in collector.spans), "times")


def check_doctor(server, collector):
    said = fails([PROGRAM, "doctor", "--json", "--data", server.folder, "--port", server.port], **collector.settings)[1]
    return {check["name"]: check["state"] for check in json.loads(said)["checks"]}["traces"]


def refuse_bad_collectors():
    place = places.new_folder() / "data"
    for name, value in (("ENDPOINT", "collector:4318"), ("PROTOCOL", "grpc"), ("HEADERS", "hunter2")):
        settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", f"OTEL_EXPORTER_OTLP_{name}": value}
        code, said = fails([PROGRAM, "serve", "--data", place], **settings)
        same(code, 2, f"exit code for {name}={value}")
        sure("[bad-setting]" in said and f"OTEL_EXPORTER_OTLP_{name}" in said and "hunter2" not in said, said)
    sure(not place.exists(), "a server that does not start makes a folder")


def check_units():
    tool = shutil.which("systemd-analyze")
    if not tool:
        raise Skipped("systemd-analyze is not installed")
    folder = places.new_folder()
    for unit in (places.ROOT / "deploy").glob("kicau*.[st]*"):
        (folder / unit.name).write_text(unit.read_text().replace("/usr/local/bin/kicau", "/bin/true"))
    units = [str(path) for path in folder.iterdir()]
    done = subprocess.run([tool, "verify", *units], capture_output=True, text=True)
    same((done.returncode, done.stderr), (0, ""), "systemd-analyze verify")
    scores = []
    for unit in folder.glob("*.service"):
        done = subprocess.run([tool, "security", "--offline=true", str(unit)], capture_output=True, text=True)
        line = [line for line in done.stdout.splitlines() if "Overall exposure" in line][0]
        scores.append(float(line.split(":")[-1].split()[0]))
    sure(max(scores) < 2, f"exposure {scores}")
    return f"exposure {max(scores)}"


def doctor(journey):
    code, said = fails(
        [PROGRAM, "doctor", "--json", "--data", journey.server.folder, "--port", journey.server.port])
    checks = {check["name"]: check for check in json.loads(said)["checks"]}
    for name in ("file system", "clock", "zone rules", "backup", "metrics", "ready", "write-ahead log", "key"):
        sure(name in checks, f"doctor says nothing of {name}")
    same((code, checks["ready"]["state"], checks["backup"]["state"]), (0, "passed", "passed"), "doctor")
    address = journey.server.url
    said = fails(
        [PROGRAM, "doctor", "--json", "--data", journey.server.folder, "--port", journey.server.port],
        KICAU_PUBLIC_MEDIA_URL=address, KICAU_ALLOWED_ORIGINS=address)[1]
    media = {check["name"]: check for check in json.loads(said)["checks"]}["public media"]
    same(media["state"], "passed", f"a picture fetched as a network would: {media}")


def main():
    journey = Journey()
    steps = [
        ("operations: probes say that it lives and is ready", probes, [journey]),
        ("operations: the numbers are what Prometheus reads", numbers, [journey]),
        ("operations: the numbers are not for everybody", gates, [journey]),
        ("operations: the log for machines is one object a line", logs, []),
        ("operations: a stop settles what is in flight, and ends with 0", stop_in_flight, [journey]),
        ("operations: a backup under load, a lost machine, nothing twice", back_up_and_restore, [journey]),
        ("operations: what is no backup is refused", refuse_bad_backups, [journey]),
        ("operations: a reader keeps the log for streaming", hold_the_log, [journey]),
        ("operations: the doctor knows all of it", doctor, [journey]),
        ("operations: a collector sees the trace of a post, and the network nothing of it", traces, []),
        ("operations: a collector that cannot be is refused", refuse_bad_collectors, []),
        ("operations: behind nginx as delivered", stand_behind_nginx, [journey]),
        ("operations: the systemd units are sound", check_units, []),
    ]
    for name, step, arguments in steps:
        with case(name) as note:
            told = step(*arguments)
            if told is not None:
                note(str(told))
    finish()


if __name__ == "__main__":
    main()
