"""Taking what a library sends to its network's own host to a rehearsal network instead."""

import urllib.parse

from requests.adapters import HTTPAdapter


def moved(address, origin):
    """The same address at another origin."""
    here, there = urllib.parse.urlsplit(address), urllib.parse.urlsplit(origin)
    return here._replace(scheme=there.scheme, netloc=there.netloc).geturl()


class Elsewhere(HTTPAdapter):
    """Mounted on a session under the host that a library has fixed in its code."""

    def __init__(self, origin):
        super().__init__()
        self.origin = origin

    def send(self, request, **more):
        request.url = moved(request.url, self.origin)
        return super().send(request, **more | {"proxies": None})
