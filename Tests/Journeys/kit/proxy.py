"""A wire between two programs that can be cut after the request arrived, before its answer. What was asked is kept."""

import socket
import threading

from . import places


class Proxy:
    def __init__(self, port):
        self.target = ("127.0.0.1", port)
        self.port = places.free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.cuts = 0
        self.asked = bytearray()
        self._word = None
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()

    def cut_answer_to(self, word):
        """The next request with this word in its first line is carried over; its answer is not."""
        with self._lock:
            self._word = word.encode()

    def _serve(self):
        while True:
            client, _ = self._door.accept()
            server = socket.create_connection(self.target)
            wire = _Wire(self, client, server)
            for way in (wire.ask, wire.answer):
                threading.Thread(target=way, daemon=True).start()

    def take_cut(self, request):
        with self._lock:
            line = request.split(b"\r\n", 1)[0]
            if self._word is None or self._word not in line:
                return False
            self._word = None
            self.cuts += 1
            return True


class _Wire:
    def __init__(self, proxy, client, server):
        self.proxy = proxy
        self.client = client
        self.server = server
        self.is_cut = False

    def ask(self):
        self._carry(self.client, self.server, is_request=True)

    def answer(self):
        self._carry(self.server, self.client, is_request=False)

    def _carry(self, source, sink, is_request):
        try:
            while data := source.recv(65536):
                if is_request:
                    self.proxy.asked += data
                if is_request and self.proxy.take_cut(data):
                    self.is_cut = True
                if not is_request and self.is_cut:
                    break
                sink.sendall(data)
        except OSError:
            pass
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
