#!/usr/bin/env python3
"""A full disk: nothing more is taken, nothing that was taken is lost, and with room again all goes on."""

import datetime

from kit import pictures
from kit.disk import fill, small_disk
from kit.person import Person
from kit.processes import Networks, Server
from kit.program import Program, Refused
from kit.telling import case, finish, same, sure, until


def full_disk(networks, folder, note):
    server = Server(folder / "data", networks=networks, log="server.log").start()
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
    try:
        program.post("/media", data=pictures.png(1200, 900))
        raise AssertionError("the picture was taken")
    except Refused as refusal:
        same(refusal.code, "disk-full", f"code of the picture ({refusal})")
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
    with case("bad input: a full disk") as note:
        folder = small_disk()
        full_disk(Networks(), folder, note)
    finish()


if __name__ == "__main__":
    main()
