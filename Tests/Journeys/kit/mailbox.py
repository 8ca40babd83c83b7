"""A mail server that keeps what it is given: with TLS of its own authority, a password, and troubles on demand."""

import email
import email.policy
import ssl
import subprocess

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from . import places

USER = "kicau@kedai.example"
PASSWORD = "rahasia/kopi"


def authority():
    """A certificate for localhost, and its key: good for nothing but this journey."""
    folder = places.new_folder()
    certificate, key = folder / "ca.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    return certificate, key


class Mailbox:
    def __init__(self, certificate=None, key=None):
        self.letters = []
        self.tries = 0
        self.refusal = None
        self.port = places.free_port()
        more = {}
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate, key)
            more = {"tls_context": context, "require_starttls": True, "auth_required": True,
                    "authenticator": self._authenticate}
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self.controller.start()

    @staticmethod
    def _authenticate(server, session, envelope, mechanism, data):
        good = mechanism == "PLAIN" and data.login == USER.encode() and data.password == PASSWORD.encode()
        return AuthResult(success=good, handled=good)

    async def handle_DATA(self, server, session, envelope):
        self.tries += 1
        if self.refusal:
            return self.refusal
        self.letters.append((envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 kept"

    def stop(self):
        self.controller.stop()
