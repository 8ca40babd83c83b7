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


def jpeg(width=640, height=512):
    """A grey JPEG: with tables of one code each, every block of eight by eight pixels is two zero bits."""
    blocks = -(-width // 8) * -(-height // 8)
    table = bytes([1] + [0] * 15 + [0])
    parts = [
        b"\xff\xdb" + struct.pack(">HB", 67, 0) + bytes([1] * 64),
        b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + bytes([1, 0x11, 0]),
        b"\xff\xc4" + struct.pack(">HB", 20, 0x00) + table,
        b"\xff\xc4" + struct.pack(">HB", 20, 0x10) + table,
        b"\xff\xda" + struct.pack(">HB", 8, 1) + bytes([1, 0, 0, 63, 0]),
    ]
    return b"\xff\xd8" + b"".join(parts) + bytes(-(-blocks // 4)) + b"\xff\xd9"
