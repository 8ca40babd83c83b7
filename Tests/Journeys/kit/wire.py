"""A request as no well-behaved client would send it."""

import json
import os
import socket


class Wire:
    """An upload written by hand, byte by byte."""

    def __init__(self, server, program):
        self.key = program.session.headers["authorization"]
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def begin(self, length):
        """`length` is the header that announces the body."""
        lines = [
            "POST /api/v1/media HTTP/1.1", "Host: kicau", f"Authorization: {self.key}",
            f"Idempotency-Key: {os.urandom(8).hex()}", "Content-Type: image/jpeg", length]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def has_answer(self):
        self.socket.setblocking(False)
        try:
            return bool(self.socket.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self.socket.settimeout(20)

    def answer(self):
        """Status and JSON, or None when the other side only closed."""
        got = b""
        try:
            while b"}" not in got:
                more = self.socket.recv(65536)
                if not more:
                    break
                got += more
        except ConnectionResetError:
            pass
        if not got:
            return None
        head, _, body = got.partition(b"\r\n\r\n")
        return int(head.split()[1]), json.loads(body[body.index(b"{"): body.rindex(b"}") + 1])
