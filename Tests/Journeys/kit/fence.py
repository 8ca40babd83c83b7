"""A fence around the journey's own process: what would leave this machine is refused, and written down."""

import ipaddress
import sys

ADDRESSED = ("socket.connect", "socket.sendto", "socket.sendmsg")
NAMED = ("socket.getaddrinfo", "socket.gethostbyname")


class Fence:
    """Python tells an audit hook of every connection, so that no library can go round it. It stands until the end."""

    def __init__(self):
        self.tries = []
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if event in NAMED:
            self._check(event, arguments[0])
        # What is no tuple is the path of a socket on this machine, or nothing for one that is connected already.
        elif event in ADDRESSED and isinstance(arguments[1], tuple):
            self._check(event, arguments[1][0])

    def _check(self, event, host):
        if host is None or is_loopback(host):
            return
        self.tries.append(f"{event} {host}")
        raise PermissionError(f"{host} is not this machine")


def is_loopback(host):
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
