/// GIF whose codes are all eight bits long: one byte a pixel, a clear code before the table grows.
public enum MadeGIF {
    public static func bytes(_ width: Int, _ height: Int, frames: [UInt8], extra: [UInt8] = []) -> [UInt8] {
        var out = Array("GIF89a".utf8)
        out += little(width) + little(height) + [0xF6, 0, 0]
        for index in 0..<128 { out += [UInt8(index * 2), UInt8(255 - index * 2), 40] }
        out += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
        out += extra
        for colour in frames {
            out += [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0]
            out += little(width) + little(height) + [0, 7]
            out += blocks(codes(width * height, colour: colour)) + [0]
        }
        return out + [0x3B]
    }

    private static func codes(_ pixels: Int, colour: UInt8) -> [UInt8] {
        var codes: [UInt8] = []
        for index in 0..<pixels {
            if index % 100 == 0 { codes.append(128) }
            codes.append(colour)
        }
        return codes + [129]
    }

    private static func blocks(_ bytes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bytes.count, by: 255).flatMap { start in
            let part = bytes[start..<min(start + 255, bytes.count)]
            return [UInt8(part.count)] + part
        }
    }

    private static func little(_ number: Int) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8)] }
}
