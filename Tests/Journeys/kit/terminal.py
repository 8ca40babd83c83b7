"""A person at a terminal: the program's own commands, with a server and a key out of the environment."""

import json
import subprocess

from .places import PROGRAM
from .processes import plain_environment
from .telling import same, sure

FEW = 4


class Terminal:
    def __init__(self, **settings):
        self.environment = plain_environment(**settings)

    def run(self, *words, status=0, typed="", **settings):
        """Runs `kicau` with these words; `typed` is its standard input, `status` how it has to end."""
        done = subprocess.run(
            [str(word) for word in (PROGRAM, *words)], input=typed, capture_output=True, text=True, timeout=60,
            env=self.environment | settings)
        said = f"exit code of kicau {' '.join(map(str, words))}, which said {done.stderr.strip()[-300:]!r}"
        same(done.returncode, status, said)
        return done

    def text(self, *words, **more):
        return self.run(*words, **more).stdout

    def json(self, *words, **more):
        return json.loads(self.run(*words, "--json", **more).stdout)

    def refused(self, code, phrase, *words, **more):
        """It must be refused with this code and a sentence that has this phrase, and print no data."""
        done = self.run(*words, status=1, **more)
        self._check(done.stdout, done.stderr, code, phrase)

    def wrong(self, phrase, *words, **more):
        """A flag or argument is wrong: told before anybody is asked."""
        done = self.run(*words, status=2, **more)
        self._check(done.stdout, done.stderr, None, phrase)

    def all_refused(self, tries):
        """Each of (code, phrase, words) must be refused, or be wrong where the code is None. They change nothing, so a few
        of them run side by side."""
        for begin in range(0, len(tries), FEW):
            running = [
                (code, phrase, words, subprocess.Popen(
                    [str(word) for word in (PROGRAM, *words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE, text=True, env=self.environment))
                for code, phrase, words in tries[begin:begin + FEW]]
            for code, phrase, words, process in running:
                out, said = process.communicate(timeout=60)
                line = " ".join(map(str, words))[:200]
                same(process.returncode, 1 if code else 2, f"exit code of {line}, which said {said.strip()[-300:]!r}")
                self._check(out, said, code, phrase)

    @staticmethod
    def _check(out, said, code, phrase):
        sure(phrase in said, f"{phrase!r} is not in {said!r}")
        sure(not code or f"[{code}]" in said, f"no [{code}] in {said!r}")
        same(out, "", "standard output of what was refused")
