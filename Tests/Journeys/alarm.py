#!/usr/bin/env python3
"""A scheduler that stops is noticed outside: by a heartbeat that falls silent, and by a daily letter that does not come."""

import datetime
import urllib.parse

from kit import mailbox, pages
from kit.listener import Listener
from kit.person import EMAIL, Person
from kit.processes import Networks, Server, fails
from kit.program import Program
from kit.telling import case, finish, same, sure, until


def wish(person, hour=0, language="en"):
    """Asks for the daily letter at an hour that is over: then it comes at once."""
    form = pages.form(person.open("/settings").text, "/settings/digest")
    person.send(form, wished="on", hour=str(hour), language=language)


def safe_address(box, certificate):
    user, password = (urllib.parse.quote(word, safe="") for word in (mailbox.USER, mailbox.PASSWORD))
    ca = urllib.parse.quote(str(certificate), safe="")
    return f"smtp://{user}:{password}@localhost:{box.port}?ca={ca}"


def main():
    networks = Networks()
    certificate, key = mailbox.authority()
    box, heartbeat, hook = mailbox.Mailbox(certificate, key), Listener(), Listener()
    server = Server(
        networks=networks, KICAU_HEARTBEAT_URL=heartbeat.url, KICAU_DIGEST_WEBHOOK_URL=hook.url,
        KICAU_SMTP_URL=safe_address(box, certificate)).start()
    person = Person(server).set_up(zone="UTC")

    with case("alarm: the heartbeat is heard outside while the dispatcher turns"):
        until(lambda: heartbeat.calls, "the first call", 20)
        same(heartbeat.calls[0][:2], ("GET", "/ping/0f9e?name=kedai"), "call")
        # It is heard before the server has read the answer and written it down.
        until(lambda: "Heartbeat works" in pages.words(person.open("/status").text), "the status page's word of it", 10)

    with case("alarm: the letter of the next 24 hours comes over TLS to who wished it, once"):
        person.connect(networks, "mastodon", "Bima Pratama")
        program = Program(server, person.make_key())
        account = program.get("/accounts")["items"][0]["id"]
        due = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
        program.post("/posts", {
            "accounts": [account], "plan": "schedule", "parts": [{"text": ".Kopi pagi ☕ di kedai"}],
            "due": {"wall": due, "zone": "UTC"}})
        wish(person)
        until(lambda: box.letters, "the letter", 60)
        envelope, letter = box.letters[0]
        same(envelope.rcpt_tos, [EMAIL], "reader")
        same(envelope.mail_from, mailbox.USER, "sender")
        same(letter["subject"], "Kedai Aksara: 1 post goes out in the next 24 hours", "subject")
        text = letter.get_content()
        sure(".Kopi pagi ☕ di kedai (Mastodon)" in text, text)
        sure("If it does not come, your scheduler is not running" in text, text)

    with case("alarm: a restart brings no second letter"):
        server.kill()
        server.start()
        wish(person, language="id")
        until(lambda: len(heartbeat.calls) >= 2, "the heartbeat after the restart", 20)
        same(len(box.letters), 1, "letters")

    with case("alarm: the webhook gets the same as JSON, once a day"):
        if datetime.datetime.now(datetime.UTC).hour >= 7:
            until(lambda: hook.calls, "the webhook's call", 40)
            method, _, body = hook.calls[0]
            same((method, body["kind"], body["workspace"]), ("POST", "next-24-hours", "Kedai Aksara"), "call")
            same(len(hook.calls), 1, "calls")
        else:
            same(hook.calls, [], "calls before seven in the morning")
    server.stop()

    with case("alarm: a mail server that says no is shown, and its password nowhere"):
        box.refusal = "554 no letters today"
        other = Server(networks=networks, log="other.log", KICAU_SMTP_URL=safe_address(box, certificate)).start()
        person = Person(other).set_up(zone="UTC")
        wish(person)
        until(lambda: "554 no letters today" in pages.words(person.open("/status").text), "the refusal on Status", 60)
        same(box.tries, 2, "tries")
        sure(mailbox.PASSWORD not in person.open("/status").text, "the password is on the page")
        other.stop()

    with case("alarm: an address that is none stops the start, and is not quoted"):
        code, said = fails(
            [*server.command()], **server.settings | {"KICAU_SMTP_URL": "smtp://ayu:rahasia@host/path"})
        same(code, 2, "exit code")
        sure("smtp_url" in said and "rahasia" not in said, said)
    box.stop()
    finish()


if __name__ == "__main__":
    main()
