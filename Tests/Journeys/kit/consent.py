"""A network's page that asks a person whether an app may act for them."""

import urllib.parse

import requests

from . import pages
from .telling import sure


def consent(address, account):
    """Presses "Authorise as …" for an account; gives the address to which the network sends the browser back."""
    stranger = requests.Session()
    page = stranger.get(address, timeout=30)
    sure(page.ok, f"the network's page answered {page.status_code}: {pages.words(page.text)[:300]}")
    form = next(form for form in pages.forms(page.text) if ("account", account) in form.buttons)
    answer = stranger.post(
        urllib.parse.urljoin(address, form.action), data=form.filled(account=account), allow_redirects=False,
        timeout=30)
    sure(answer.is_redirect, f"the network's page answered {answer.status_code}: {pages.words(answer.text)[:300]}")
    return answer.headers["location"]


def answered(back):
    """What an address that the browser came back to says: its query by name."""
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(back).query))
