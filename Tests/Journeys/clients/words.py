"""What all clients post, and how it is held against what the network really keeps."""

import hashlib
import time

from kit.telling import same, sure

# Accents, two scripts, an emoji of five code points; no sign with a meaning in LinkedIn's text format.
TEXT = "Selamat pagi ☕ dari kedai — café, 日本, 👩‍👩‍👧"
ALT = "Secangkir kopi di jendela, 雨の日 🐦"
BACK = "http://127.0.0.1/back"


def kept(networks, network, identity):
    """The post as the network has it: a library could not tell if it had read its own words back."""
    return next((post for post in networks.posts(network) if post["id"] == identity), None)


def same_picture(post, picture, alt):
    pieces = [(piece["sha256"], piece["alt"]) for piece in post["media"]]
    same(pieces, [(hashlib.sha256(picture).hexdigest(), alt)], "pictures")


def gone(networks, network, identity):
    sure(kept(networks, network, identity) is None, f"{identity} is still there")


def past(networks, network, account, count):
    """Puts posts of the last hours there, a minute apart; gives their identities, newest first."""
    now = int(time.time() * 1000)
    posts = [
        {"account": account, "text": f"Cerita {number}", "createdAtMs": now - 3_600_000 - number * 60_000}
        for number in range(count)]
    return [made["id"] for made in networks.tell(network, "posts", posts)]


def stumble(networks, network, kind, **more):
    """The next post fails in this way."""
    networks.be_faulty(network, {"kind": kind, "at": "commit", "times": 1} | more)


def refusal(kind, call):
    """The exception of this kind with which a call is refused."""
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"it was not refused with {kind.__name__}")
