"""What Facebook and Instagram share in facebook-business: the dialog, and whom one may act for."""

import urllib.parse

from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession

from kit.consent import answered, consent
from kit.telling import same

from .words import BACK

APP = {"client_id": "rehearsal-app", "client_secret": "rehearsal-secret"}


def api(origin, token=None):
    """The library at another host: its session's GRAPH is documented as the address it calls.

    Not by FacebookAdsApi.init, whose crash reporter sends what broke to Facebook.
    """
    proof = {"app_id": APP["client_id"], "app_secret": APP["client_secret"]} if token else {}
    session = FacebookSession(access_token=token, **proof)
    session.GRAPH = origin
    return FacebookAdsApi(session)


def sign_in(origin, person, scopes):
    """As each user of this library does it by hand: it has no words for the dialog."""
    asked = urllib.parse.urlencode({
        "client_id": APP["client_id"], "redirect_uri": BACK, "state": "kopi", "response_type": "code",
        "scope": ",".join(scopes)})
    back = answered(consent(f"{origin}/{FacebookAdsApi.API_VERSION}/dialog/oauth?{asked}", person))
    same(back["state"], "kopi", "state")
    short = exchange(origin, code=back["code"], redirect_uri=BACK)
    return exchange(origin, grant_type="fb_exchange_token", fb_exchange_token=short)


def exchange(origin, **what):
    return api(origin).call("GET", ("oauth", "access_token"), params=APP | what).json()["access_token"]


def pages(origin, token, *fields):
    return list(User("me", api=api(origin, token)).get_accounts(fields=["id", "name", "access_token", *fields]))
