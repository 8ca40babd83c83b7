/// What an image file says of itself in its first bytes.
struct ImageProbe: Hashable, Sendable {
    enum Kind: String, Sendable { case jpeg = "image/jpeg", png = "image/png", gif = "image/gif" }

    let kind: Kind
    let width: Int
    let height: Int

    var ratio: Double { height == 0 ? 0 : Double(width) / Double(height) }

    /// Nil for anything that is not a readable JPEG, PNG or GIF.
    init?(_ bytes: [UInt8]) {
        let found: ImageProbe? =
            if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
                Self.jpeg(bytes)
            } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
                Self.png(bytes)
            } else if bytes.starts(with: Array("GIF8".utf8)) {
                Self.gif(bytes)
            } else {
                nil
            }
        guard let found else { return nil }
        self = found
    }

    private init(kind: Kind, width: Int, height: Int) {
        self.kind = kind
        self.width = width
        self.height = height
    }

    private static func png(_ bytes: [UInt8]) -> ImageProbe? {
        guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        return ImageProbe(kind: .png, width: big(bytes, 16, 4), height: big(bytes, 20, 4))
    }

    private static func gif(_ bytes: [UInt8]) -> ImageProbe? {
        guard bytes.count >= 10 else { return nil }
        return ImageProbe(
            kind: .gif, width: Int(bytes[6]) | Int(bytes[7]) << 8, height: Int(bytes[8]) | Int(bytes[9]) << 8
        )
    }

    /// Walks the segments to the frame header: the size stands there and nowhere else.
    private static func jpeg(_ bytes: [UInt8]) -> ImageProbe? {
        var at = 2
        while at + 9 < bytes.count {
            guard bytes[at] == 0xFF else { return nil }
            let marker = bytes[at + 1]
            let isFill = marker == 0xFF
            let isBare = marker == 0x01 || (0xD0...0xD8).contains(marker)
            if isFill || isBare {
                at += isFill ? 1 : 2
                continue
            }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame { return ImageProbe(kind: .jpeg, width: big(bytes, at + 7, 2), height: big(bytes, at + 5, 2)) }
            at += 2 + big(bytes, at + 2, 2)
        }
        return nil
    }

    private static func big(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
