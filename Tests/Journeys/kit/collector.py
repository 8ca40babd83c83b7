"""A collector of OpenTelemetry traces: takes OTLP over HTTP in JSON, and keeps what it was given."""

import http.server
import json
import threading

from . import places
from .telling import sure, until


class Collector:
    def __init__(self):
        self.spans = []
        self.bodies = []
        self.holds = 0
        self._free = threading.Event()
        self._free.set()
        port = places.free_port()
        self.settings = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}", "OTEL_EXPORTER_OTLP_HEADERS": "api-key=s%3D7"}
        collector = self

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                known = (self.path, self.headers["content-type"], self.headers["api-key"])
                if not collector._free.is_set():
                    collector.holds += 1
                    collector._free.wait(30)
                good = known == ("/v1/traces", "application/json", "s=7")
                if good:
                    collector._take(body)
                try:
                    self.send_response(200 if good else 400)
                    self.send_header("content-length", "2")
                    self.end_headers()
                    self.wfile.write(b"{}")
                except ConnectionError:
                    pass  # who was held up has gone

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Answers)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _take(self, body):
        self.bodies.append(body.decode())
        for resource in json.loads(body)["resourceSpans"]:
            facts = {fact["key"]: fact["value"]["stringValue"] for fact in resource["resource"]["attributes"]}
            sure(facts["service.name"] == "kicau", facts)
            for scope in resource["scopeSpans"]:
                self.spans += scope["spans"]

    def forget(self):
        self.spans.clear()
        self.bodies.clear()

    def hold(self):
        """From now on it takes requests and does not answer."""
        self._free.clear()

    def close(self):
        self._free.set()
        self.server.shutdown()
        self.server.server_close()

    def text(self):
        return "".join(self.bodies)

    def names(self):
        return [span["name"] for span in self.spans]

    def only(self, name):
        found = [span for span in self.spans if span["name"] == name]
        sure(len(found) == 1, f"{name} is there {len(found)} times among {self.names()}")
        return found[0]

    def way_up(self, name):
        """The only span of a name, what it is under, what that is under, and so on; all of one trace.

        A span is told when it ends, and what it is under ends later: the way is waited for.
        """
        until(lambda: name in self.names() and self._upwards(self.only(name)), f"the way up from {name}", 15)
        way = self._upwards(self.only(name))
        sure(all(span["traceId"] == way[0]["traceId"] for span in way), "a span under another trace's")
        return way

    def _upwards(self, span):
        """The way up from a span to where its trace began, or None as long as a part of it is not told."""
        told, way = {other["spanId"]: other for other in self.spans}, [span]
        while parent := way[-1].get("parentSpanId"):
            if parent not in told:
                return None
            way.append(told[parent])
        return way

    def facts(self, span):
        facts = {}
        for fact in span["attributes"]:
            (kind, value), = fact["value"].items()
            facts[fact["key"]] = int(value) if kind == "intValue" else value
        return facts
