"""Videos made by ffmpeg, small and odd on purpose."""

import functools
import subprocess
import tempfile


@functools.cache
def film(*recipe, ending="mp4"):
    """The bytes of what ffmpeg makes of this recipe."""
    with tempfile.NamedTemporaryFile(suffix="." + ending) as file:
        done = subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", *recipe, file.name], capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise AssertionError(f"ffmpeg made no video: {done.stderr.strip()[-300:]}")
        with open(file.name, "rb") as made:
            return made.read()


def plain(seconds=4, width=640, height=480):
    """One that every network takes."""
    return film(
        "-f", "lavfi", "-i", f"testsrc2=s={width}x{height}:r=30:d={seconds}", "-f", "lavfi", "-i", f"sine=d={seconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", "-movflags",
        "+faststart")


def one_pixel():
    return film(
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "1x1", "-r", "10", "-t", "1", "-i", "/dev/zero", "-c:v", "png",
        ending="mov")


def five_hours():
    """One picture every hundred seconds: a few kilobytes."""
    return film("-f", "lavfi", "-i", "color=red:s=32x32:r=1/100:d=18000", "-c:v", "libx264")


def unknown_codec():
    """A whole file whose stream says it is of a kind that nobody knows."""
    return plain(1).replace(b"avc1", b"zzzz")
