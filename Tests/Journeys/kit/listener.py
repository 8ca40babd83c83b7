"""Somebody outside who is called: by a heartbeat, or with a digest."""

import http.server
import json
import threading

from . import places


class Listener:
    def __init__(self):
        self.calls = []
        self.port = places.free_port()
        self.url = f"http://127.0.0.1:{self.port}/ping/0f9e?name=kedai"
        listener = self

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self._take(None)

            def do_POST(self):
                self._take(json.loads(self.rfile.read(int(self.headers["content-length"]))))

            def _take(self, body):
                listener.calls.append((self.command, self.path, body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Answers)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
