"""A real nginx in front of a server, with the configuration that is delivered."""

import shutil
import subprocess

from . import places
from .processes import start
from .telling import Skipped, until

PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"


class Nginx:
    """deploy/nginx.conf as it is, but for name, ports and certificate."""

    def __init__(self, upstream):
        if not shutil.which(PROGRAM):
            raise Skipped("nginx is not installed")
        self.folder = places.new_folder()
        self.port = places.free_port()
        self.origin = f"https://127.0.0.1:{self.port}"
        plain = places.free_port()
        self._make_certificate()
        site = (places.ROOT / "deploy/nginx.conf").read_text()
        for was, now in [
            ("server 127.0.0.1:8080", f"server 127.0.0.1:{upstream}"),
            ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("listen 80;", f"listen 127.0.0.1:{plain};"), ("    listen [::]:443 ssl http2;\n", ""),
            ("    listen [::]:80;\n", ""), ("/etc/ssl/kicau", str(self.folder)), ("kicau.example.org", "localhost"),
        ]:
            if was not in site:
                raise AssertionError(f"deploy/nginx.conf has no {was!r} any more")
            site = site.replace(was, now)
        (self.folder / "nginx.conf").write_text(
            f"daemon off; pid {self.folder}/pid; error_log stderr;\nevents {{}}\nhttp {{ access_log off;\n"
            + "".join(
                f"{name}_temp_path {self.folder}/{name};\n"
                for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + site + "}\n")

    def _make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True)

    def _command(self, *more):
        return [PROGRAM, "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), *more]

    def check(self):
        done = subprocess.run(self._command("-t"), capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(done.stderr)
        return done.stderr

    def begin(self, ask):
        self.process = start(self._command(), "nginx.log")
        until(ask, "nginx answers", 10)
        return self
