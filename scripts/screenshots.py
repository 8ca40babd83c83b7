"""Serves a fresh demo and takes pictures of its main pages: desktop and phone, light and dark, English and Indonesian."""

import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright

PROGRAM = os.environ.get("KICAU_BIN", ".build/debug/kicau")
OUT = pathlib.Path("docs/screenshots")
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
MAIN = ["today", "compose", "calendar", "post"]


def free_port_block(count: int) -> int:
    """A port with `count - 1` free ones after it."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
        try:
            taken = [socket.socket() for _ in range(count)]
            for offset, one in enumerate(taken):
                one.bind(("127.0.0.1", first + offset))
            for one in taken:
                one.close()
            return first
        except OSError:
            continue


def wait_for(address: str, seconds: int) -> None:
    for _ in range(seconds * 5):
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer")


def sign_in(page, base: str) -> None:
    page.goto(f"{base}/sign-in")
    page.get_by_role("button", name=re.compile("Ayu")).first.click()
    page.wait_for_url(f"{base}/")


def pages(page, base: str) -> dict[str, str]:
    """Addresses by name; the post is one that has much to tell."""
    page.goto(f"{base}/posts?state=needs-you")
    post = page.locator('a[href^="/posts/"]').first.get_attribute("href")
    page.goto(f"{base}/posts?state=published")
    live = page.locator('a[href^="/posts/"]').first.get_attribute("href")
    return {
        "today": "/", "compose": "/compose", "calendar": "/calendar", "post": post, "published": live,
        "record": f"{live}/receipt", "posts": "/posts",
        "accounts": "/accounts", "connect": "/accounts/new", "budget": "/budget", "settings": "/settings",
    }


def fill_composer(page) -> None:
    page.locator("textarea").first.fill(
        "Buku baru di rak: tiga novel, satu kumpulan puisi, dan satu buku resep yang sudah bernoda kopi. "
        "Datang sebelum hujan. https://kedai-aksara.com/rak #KedaiAksara")
    for box in page.locator('input[type="checkbox"][name="accounts"], input[type="checkbox"][name="account"]').all()[:4]:
        box.check(force=True)
    page.wait_for_timeout(1500)


def take(browser, base: str, state: dict, name: str, path: str, size: str, scheme: str, language: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="id-ID" if language == "id" else "en-GB",
        timezone_id="Asia/Jakarta", storage_state=state, device_scale_factor=1)
    page = context.new_page()
    page.goto(base + path)
    if name == "compose":
        fill_composer(page)
    page.screenshot(path=OUT / f"{name}-{size}-{scheme}-{language}.png", full_page=name in ("compose", "post") and size == "desktop")
    context.close()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    port = free_port_block(8)
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        demo = subprocess.Popen([PROGRAM, "demo", "--port", str(port), "--data", data])
        try:
            wait_for(f"{base}/healthz", 240)
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                first = browser.new_context()
                page = first.new_page()
                sign_in(page, base)
                found = pages(page, base)
                state = first.storage_state()
                for name, path in found.items():
                    combinations = (
                        [(size, scheme, language) for size in SIZES for scheme in ("light", "dark") for language in ("en", "id")]
                        if name in MAIN else [("desktop", "light", "en"), ("phone", "light", "en")])
                    for size, scheme, language in combinations:
                        take(browser, base, state, name, path, size, scheme, language)
                browser.close()
        finally:
            demo.terminate()
            demo.wait(timeout=30)


if __name__ == "__main__":
    main()
