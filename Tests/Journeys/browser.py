#!/usr/bin/env python3
"""A person at a browser, on a desk and on a phone: nothing reloads, nothing breaks, nothing is asked of others."""

import datetime
import re
import zoneinfo

from playwright.sync_api import expect, sync_playwright

from kit import pictures
from kit.person import EMAIL, PASSWORD
from kit.processes import Networks, Server
from kit.telling import case, finish, same, sure
from kit.watching import SCREENS, ZONE, Watched

CHROMIUM = "/usr/bin/chromium"
MINUTE = 60_000

expect.set_options(timeout=10_000)


def first_visit(watched):
    page = watched.page
    page.goto(watched.server.url)
    expect(page).to_have_url(watched.server.url + "/set-up")
    same(page.get_by_label("Time zone").input_value(), ZONE, "the browser's own zone")
    page.get_by_label("Your name").fill("Ayu Lestari")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Workspace").fill("Kedai Aksara")
    page.get_by_role("button", name="Begin").click()
    expect(page).to_have_url(watched.server.url + "/accounts/new")
    watched.check()


def connect(watched, network="x", who="Ayu Lestari"):
    page = watched.page
    page.goto(watched.server.url + "/accounts/new")
    page.locator(f'a[href="/accounts/new/{network}"]').click()
    page.get_by_role("button", name="On to").click()
    page.get_by_role("button", name=f"Authorise as {who}").click()
    expect(page).to_have_url(re.compile(re.escape(watched.server.url) + r"/accounts\?"))
    expect(page.get_by_role("heading", name=who)).to_be_visible()
    watched.check()


def write(watched, text, when, picture=False):
    """Composes by hand: the preview follows each word. Ends on the post's page."""
    page = watched.page
    page.goto(watched.server.url + "/compose")
    page.locator('.chip:has(input[name="account"])').first.click()
    words = page.locator("#text-0")
    preview = page.locator(".preview-text").first
    words.fill("Kopi")
    expect(preview).to_have_text("Kopi")
    words.press_sequentially(text.removeprefix("Kopi"), delay=5)
    expect(preview).to_have_text(text)
    if picture:
        shot = {"name": "kopi.png", "mimeType": "image/png", "buffer": pictures.png(800, 600, 30)}
        page.locator('input[name="files-0"]').set_input_files(shot)
        page.get_by_label("Describe what is to be seen").fill("Dua cangkir kopi di meja kayu")
        expect(page.locator(".preview-pictures img")).to_have_attribute("alt", "Dua cangkir kopi di meja kayu")
    if when == "now":
        page.locator('label:has(#when-now)').click()
    else:
        page.get_by_label("Date").fill(when.strftime("%Y-%m-%d"))
        page.get_by_label("Time", exact=True).fill(when.strftime("%H:%M"))
    watched.check()
    page.get_by_role("button", name="Publish now" if when == "now" else "Schedule").click()
    expect(page).to_have_url(re.compile(r"/posts/\d+"))
    watched.check()


def next_minute():
    now = datetime.datetime.now(zoneinfo.ZoneInfo(ZONE))
    return (now + datetime.timedelta(seconds=68)).replace(second=0, microsecond=0)


def scheduled(watched, networks):
    """A minute ahead, with a picture; the page shows it going out by itself."""
    due = next_minute()
    write(watched, "Kopi Gayo sudah datang ☕", due, picture=True)
    page = watched.page
    expect(page.locator(".delivery .badge").first).to_have_text("Waiting for its time")
    watched.stays()
    expect(page.locator(".delivery .badge").first).to_have_text("Published", timeout=2 * MINUTE)
    sure(watched.stayed(), "the page was loaded again")
    expect(page.get_by_role("link", name="See it on X")).to_be_visible()
    (post,) = [post for post in networks.posts("x") if post["text"] == "Kopi Gayo sudah datang ☕"]
    same([media["alt"] for media in post["media"]], ["Dua cangkir kopi di meja kayu"], "descriptions")
    sure(post["createdAtMs"] >= due.timestamp() * 1000, "it went out early")
    watched.check()


def published_now(watched, networks):
    write(watched, "Kopi hangat sekarang juga", "now", picture=True)
    watched.stays()
    expect(watched.page.locator(".delivery .badge").first).to_have_text("Published", timeout=MINUTE)
    sure(watched.stayed(), "the page was loaded again")
    same(len([post for post in networks.posts("x") if post["text"] == "Kopi hangat sekarang juga"]), 1, "posts")
    watched.check()


def doubt(watched, networks, text):
    """The answer is lost and the listing lags: the person is asked, and says that it is there."""
    networks.be_faulty(
        "x", {"kind": "dropAfterAccept", "at": "commit", "times": 1},
        {"kind": "lagListing", "at": "read", "ms": 3_600_000})
    write(watched, text, "now")
    page = watched.page
    watched.stays()
    button = page.get_by_role("button", name="It is there")
    expect(button).to_be_visible(timeout=2 * MINUTE)
    sure(watched.stayed(), "the page was loaded again")
    (live,) = [post for post in networks.posts("x") if post["text"] == text]
    page.get_by_label("paste its link").fill(live["url"])
    button.click()
    expect(page.locator(".delivery .badge").first).to_have_text("Published")
    expect(page.get_by_role("link", name="See it on X")).to_have_attribute("href", live["url"])
    networks.be_well("x")
    same(len([post for post in networks.posts("x") if post["text"] == text]), 1, "posts")
    watched.check()


def every_page(watched):
    for path in ["/", "/calendar", "/calendar?view=week", "/posts", "/inbox", "/inbox?state=done", "/accounts",
                 "/accounts/new", "/budget", "/settings", "/settings/snippets", "/status", "/compose"]:
        watched.page.goto(watched.server.url + path)
        expect(watched.page.locator("h1").first).to_be_visible()
        watched.check()


def indonesian(watched):
    page = watched.page
    page.goto(watched.server.url + "/settings")
    page.locator('main button[name="language"][value="id"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.get_by_role("heading", name="Pengaturan")).to_be_visible()
    page.goto(watched.server.url + "/compose")
    expect(page.locator("[data-send]")).to_have_text(re.compile("Jadwalkan"))
    page.goto(watched.server.url + "/settings")
    page.locator('main button[name="language"][value="en"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    watched.check()


def by_keyboard(watched, networks):
    """From signing in to publishing without a mouse."""
    page = watched.page
    keys = page.keyboard

    def tab_to(selector, most=80):
        for _ in range(most):
            if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                seen = page.evaluate("""() => {
                    const s = getComputedStyle(document.activeElement.closest('label') ?? document.activeElement);
                    const own = getComputedStyle(document.activeElement);
                    return [s, own].some((x) => x.outlineStyle !== 'none' || x.boxShadow !== 'none');
                }""")
                return seen
            keys.press("Tab")
        raise AssertionError(f"Tab never comes to {selector}")

    page.goto(watched.server.url + "/sign-in")
    tab_to('input[name="email"]')
    keys.type(EMAIL)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page).to_have_url(watched.server.url + "/")
    tab_to("a.write")
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/compose"))
    tab_to('input[name="account"]')
    keys.press("Space")
    tab_to("#text-0")
    keys.type("Kopi tanpa tetikus")
    expect(page.locator(".preview-text").first).to_have_text("Kopi tanpa tetikus")
    tab_to('input[name="when"]')
    keys.press("ArrowRight")
    expect(page.locator("#when-now")).to_be_checked()
    sure(tab_to("[data-send]"), "the button shows no focus")
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/posts/\d+"))
    expect(page.locator(".delivery .badge").first).to_have_text("Published", timeout=MINUTE)
    same(len([post for post in networks.posts("x") if post["text"] == "Kopi tanpa tetikus"]), 1, "posts")
    watched.check()


def without_scripts(watched):
    """Forms and links alone: the picture goes with the form, the preview comes with Check."""
    watched.sign_in()
    page = watched.page
    page.goto(watched.server.url + "/compose")
    page.locator('.chip:has(input[name="account"])').first.click()
    page.locator("#text-0").fill("Kopi tanpa skrip")
    shot = {"name": "kopi.png", "mimeType": "image/png", "buffer": pictures.png(640, 480, 200)}
    page.locator('input[name="files-0"]').set_input_files(shot)
    page.locator(".actions").get_by_role("button", name="Check").click()
    expect(page.locator(".preview-text").first).to_have_text("Kopi tanpa skrip")
    page.get_by_label("Describe what is to be seen").fill("Secangkir kopi")
    tomorrow = datetime.datetime.now(zoneinfo.ZoneInfo(ZONE)) + datetime.timedelta(days=1)
    page.get_by_label("Date").fill(tomorrow.strftime("%Y-%m-%d"))
    page.get_by_label("Time", exact=True).fill("09:30")
    page.locator("[data-send]").click()
    expect(page).to_have_url(re.compile(r"/posts/\d+"))
    expect(page.locator(".delivery .badge").first).to_have_text("Waiting for its time")
    expect(page.locator(".preview-pictures img").first).to_have_attribute("alt", "Secangkir kopi")
    watched.check()


def walk(browser, networks, screen):
    server = Server(networks=networks, log=f"server-{screen}.log").start()
    watched = Watched(browser, server, networks, screen)
    with case(f"browser, {screen}: first visit"):
        first_visit(watched)
    with case(f"browser, {screen}: connect an account through its network's own page"):
        connect(watched)
    if screen == "desk":
        with case("browser, desk: compose with a picture, schedule, watch it go out"):
            scheduled(watched, networks)
    else:
        with case("browser, phone: compose with a picture, publish now, watch it go out"):
            published_now(watched, networks)
    with case(f"browser, {screen}: resolve a doubt"):
        doubt(watched, networks, f"Kopi yang diragukan, {screen}")
    with case(f"browser, {screen}: every page, quiet and no wider than the screen"):
        every_page(watched)
    with case(f"browser, {screen}: in Indonesian"):
        indonesian(watched)
    watched.context.close()
    with case(f"browser, {screen}: without scripts"):
        bare = Watched(browser, server, networks, screen, java_script_enabled=False)
        without_scripts(bare)
        bare.context.close()
    if screen == "desk":
        with case("browser, desk: with the keyboard alone"):
            keyboard = Watched(browser, server, networks, screen)
            by_keyboard(keyboard, networks)
            keyboard.context.close()
    server.stop()


def main():
    networks = Networks()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=["--no-sandbox"])
        for screen in SCREENS:
            walk(browser, networks, screen)
        browser.close()
    finish()


if __name__ == "__main__":
    main()
