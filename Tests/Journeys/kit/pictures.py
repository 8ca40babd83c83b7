"""Pictures made from nothing, so that no file has to be kept."""

import struct
import zlib


def png(width=640, height=512, hue=90):
    """A PNG that looks different for each hue."""
    row = b"".join(bytes([hue % 256, x * 255 // width, (hue * 7) % 256]) for x in range(width))
    rows = b"".join(b"\0" + row for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
