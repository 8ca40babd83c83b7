"""What every job does: one POST to the null platform, over a connection that its thread keeps."""

import os
import threading

import requests

TARGET = os.environ["BENCH_TARGET"]
STORE = os.environ["BENCH_STORE"]
ACCOUNTS = 500

_own = threading.local()


def address(number):
    return f"{TARGET}/accounts/{number % ACCOUNTS}/{number}"


def text(number):
    return f"Selamat pagi! Kopi Gayo hari ini, no. {number}: kami menyimpan satu cangkir untuk yang terlambat."


def post(number):
    if not hasattr(_own, "session"):
        _own.session = requests.Session()
        # Looking for proxies in the environment costs more than the call itself.
        _own.session.trust_env = False
    _own.session.post(address(number), json={"text": text(number)}, timeout=30).raise_for_status()
