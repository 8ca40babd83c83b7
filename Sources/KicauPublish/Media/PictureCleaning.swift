import Foundation
import KicauCore

/// Which bytes of a picture file are the picture: everything else (where and when and by whom it was taken) is dropped.
///
/// Working on the container instead of encoding again keeps each pixel, colour profile and frame as it was.
/// Only what is known to belong to the picture is kept, so new kinds of metadata fall out by themselves.
struct Cleaning {
    /// What the clean file is made of, in order.
    enum Piece: Equatable {
        case range(Range<Int>)
        case bytes([UInt8])
    }

    private(set) var pieces: [Piece] = []
    private(set) var dropsAnything = false
    private let data: Data
    private var at = 0

    /// - Throws: `Problem` `.notAPicture` when the container's structure is broken or cut off.
    init(of data: Data, _ format: PictureFormat) throws(Problem) {
        self.data = data
        switch format {
        case .jpeg: try walkJPEG()
        case .png: try walkPNG()
        case .gif: try walkGIF()
        case .webp: try walkWebP()
        case .heic, .avif: throw Vips.damaged(cause: "it is always encoded anew")
        }
    }

    func write(to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try Data().write(to: url)
        let file = try FileHandle(forWritingTo: url)
        for piece in pieces {
            switch piece {
            case .range(let range):
                try file.write(
                    contentsOf: data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound])
            case .bytes(let bytes): try file.write(contentsOf: Data(bytes))
            }
        }
        try file.close()
    }

    // MARK: Reading

    private func byte(_ offset: Int) throws(Problem) -> Int {
        guard offset >= 0, offset < data.count else { throw Vips.damaged(cause: "the file ends at byte \(data.count)") }
        return Int(data[data.startIndex + offset])
    }

    private func bigEndian(_ offset: Int, bytes: Int) throws(Problem) -> Int {
        var value = 0
        for index in 0..<bytes { value = value << 8 | (try byte(offset + index)) }
        return value
    }

    private func littleEndian32(_ offset: Int) throws(Problem) -> Int {
        try byte(offset) | byte(offset + 1) << 8 | byte(offset + 2) << 16 | byte(offset + 3) << 24
    }

    private func name(_ offset: Int, count: Int = 4) throws(Problem) -> String {
        var bytes: [UInt8] = []
        for index in 0..<count { bytes.append(UInt8(try byte(offset + index))) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Moves on to `end`, keeping or dropping what lies before it; joins neighbours that are kept.
    private mutating func take(to end: Int, keeping keeps: Bool) throws(Problem) {
        guard end >= at, end <= data.count else { throw Vips.damaged(cause: "the file ends at byte \(data.count)") }
        defer { at = end }
        guard keeps else {
            dropsAnything = dropsAnything || end > at
            return
        }
        if case .range(let last) = pieces.last, last.upperBound == at {
            pieces[pieces.count - 1] = .range(last.lowerBound..<end)
        } else {
            pieces.append(.range(at..<end))
        }
    }

    /// What comes after a picture's end is not the picture (a phone's film, a second picture, anything).
    private mutating func dropRest() throws(Problem) { try take(to: data.count, keeping: false) }

    // MARK: JPEG

    private mutating func walkJPEG() throws(Problem) {
        try take(to: 2, keeping: true)
        while true {
            guard try byte(at) == 0xFF else { throw Vips.damaged(cause: "no marker at byte \(at)") }
            let marker = try byte(at + 1)
            switch marker {
            case 0xFF: try take(to: at + 1, keeping: false)  // fill byte
            case 0xD9:
                try take(to: at + 2, keeping: true)
                return try dropRest()
            case 0xDA:
                try take(to: at + 2 + bigEndian(at + 2, bytes: 2), keeping: true)
                try take(to: endOfScan(), keeping: true)
            case 0x01, 0xD0...0xD7: try take(to: at + 2, keeping: true)
            case 0xC0...0xCF, 0xDB...0xDF, 0xE0...0xEF, 0xFE:
                try take(to: at + 2 + bigEndian(at + 2, bytes: 2), keeping: keepsSegment(marker))
            default: throw Vips.damaged(cause: "unknown marker at byte \(at)")
            }
        }
    }

    /// JFIF, colour profiles and Adobe's colour transform decide how the pixels look; other APPn and comments do not.
    private func keepsSegment(_ marker: Int) throws(Problem) -> Bool {
        let length = try bigEndian(at + 2, bytes: 2)
        switch marker {
        case 0xE0:
            let name = try name(at + 4)
            return name == "JFIF" && length == 16  // longer: with a thumbnail
        case 0xE2:
            let name = try name(at + 4, count: 11)
            return name == "ICC_PROFILE"
        case 0xEE:
            let name = try name(at + 4, count: 5)
            return name == "Adobe"
        case 0xE1...0xEF, 0xFE: return false
        default: return true
        }
    }

    /// Coded data runs to the next marker; a stuffed zero or a restart is not one.
    private func endOfScan() throws(Problem) -> Int {
        let found = data.withUnsafeBytes { bytes in
            var index = at
            while index + 1 < bytes.count {
                if bytes[index] == 0xFF {
                    let next = bytes[index + 1]
                    if next != 0, !(0xD0...0xD7).contains(next) { return index }
                }
                index += 1
            }
            return -1
        }
        guard found >= 0 else { throw Vips.damaged(cause: "no end of the picture") }
        return found
    }

    // MARK: PNG

    private static let chunksOfPicture: Set = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "cICP", "pHYs", "acTL",
        "fcTL",
        "fdAT",
    ]

    private mutating func walkPNG() throws(Problem) {
        try take(to: 8, keeping: true)
        while true {
            let chunk = try name(at + 4)
            try take(to: at + 12 + bigEndian(at, bytes: 4), keeping: Self.chunksOfPicture.contains(chunk))
            guard chunk != "IEND" else { return try dropRest() }
        }
    }

    // MARK: GIF

    private mutating func walkGIF() throws(Problem) {
        try take(to: 13 + colourTable(at: 10), keeping: true)
        while true {
            switch try byte(at) {
            case 0x2C: try take(to: subBlocksEnd(at + 11 + colourTable(at: at + 9)), keeping: true)
            case 0x21: try walkExtension()
            case 0x3B:
                try take(to: at + 1, keeping: true)
                return try dropRest()
            default: throw Vips.damaged(cause: "unknown block at byte \(at)")
            }
        }
    }

    /// Delays and transparency, and how often to play; comments, texts and XMP are dropped.
    private mutating func walkExtension() throws(Problem) {
        let label = try byte(at + 1)
        let plays = label == 0xFF ? ["NETSCAPE2.0", "ANIMEXTS1.0"].contains(try name(at + 3, count: 11)) : false
        try take(to: subBlocksEnd(at + 2), keeping: label == 0xF9 || plays)
    }

    private func colourTable(at flags: Int) throws(Problem) -> Int {
        let flags = try byte(flags)
        return flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1)
    }

    private func subBlocksEnd(_ start: Int) throws(Problem) -> Int {
        var offset = start
        while true {
            let length = try byte(offset)
            offset += 1 + length
            if length == 0 { return offset }
        }
    }

    // MARK: WebP

    private static let webPChunks: Set = ["VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP"]

    private mutating func walkWebP() throws(Problem) {
        let end = 8 + (try littleEndian32(4))
        guard end <= data.count else { throw Vips.damaged(cause: "the file ends at byte \(data.count)") }
        at = 12
        while at < end {
            let chunk = try name(at)
            let length = try littleEndian32(at + 4)
            if chunk == "VP8X" {
                try takeFeatures(length: length)
            } else {
                let chunkEnd = at + 8 + length
                guard chunkEnd <= end else { throw Vips.damaged(cause: "a chunk ends after the file") }
                try take(to: min(chunkEnd + length % 2, end), keeping: Self.webPChunks.contains(chunk))
            }
        }
        try dropRest()
        let size = pieces.reduce(4) { sum, piece in
            switch piece {
            case .range(let range): sum + range.count
            case .bytes(let bytes): sum + bytes.count
            }
        }
        let length = (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
        pieces.insert(.bytes(Array("RIFF".utf8) + length + Array("WEBP".utf8)), at: 0)
    }

    /// The header says which chunks follow: EXIF (bit 3) and XMP (bit 2) no longer do.
    private mutating func takeFeatures(length: Int) throws(Problem) {
        let flags = try byte(at + 8)
        var header: [UInt8] = []
        for offset in at..<(at + 8 + length + length % 2) { header.append(UInt8(try byte(offset))) }
        header[8] = UInt8(flags & ~0b1100)
        pieces.append(.bytes(header))
        at += header.count
    }
}
