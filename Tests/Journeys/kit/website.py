"""A server that is no social network: a page for every question."""

import http.server
import threading


class WebSite(http.server.BaseHTTPRequestHandler):
    """A server that is no Mastodon: a page for every question."""

    def do_GET(self):
        body = b"<!doctype html><title>Toko Roti</title><h1>Selamat datang</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


def website():
    """Begins to answer; gives its origin."""
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), WebSite)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{site.server_port}"
