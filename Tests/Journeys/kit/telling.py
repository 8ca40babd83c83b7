"""How a journey says what it found: one line a case, which `run` counts."""

import contextlib
import sys
import time
import traceback

failures = 0


@contextlib.contextmanager
def case(name):
    """A case passes when its block ends, and fails when the block raises; the journey goes on either way."""
    global failures
    started = time.monotonic()
    note = Note()
    try:
        yield note
    except Skipped as skipped:
        print(f"– {name}: left out, {skipped}", flush=True)
    except Exception as error:
        failures += 1
        print(f"✘ {name}: {type(error).__name__}: {error}", flush=True)
        traceback.print_exc(file=sys.stderr)
    else:
        tail = f" ({note.text})" if note.text else ""
        print(f"✔ {name}{tail}  {time.monotonic() - started:.1f} s", flush=True)


class Note:
    """What a passing case adds to its line."""

    text = ""

    def __call__(self, text):
        self.text = text


class Skipped(Exception):
    """The machine cannot do what this case needs."""


def same(got, wanted, what="value"):
    if got != wanted:
        raise AssertionError(f"{what}: wanted {wanted!r}, got {got!r}")


def sure(condition, what):
    if not condition:
        raise AssertionError(what)


def until(question, what, seconds=30, every=0.2):
    """Asks until the answer is truthy, and gives it."""
    end = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"after {seconds} s still not: {what}")
        time.sleep(every)


def finish():
    sys.exit(1 if failures else 0)
