/// The kinds of picture we take in, known by their first bytes, never by a name.
enum PictureFormat: String, Sendable, CaseIterable {
    case jpeg, png, gif, webp, heic, avif

    init?(mimeType: String) {
        switch mimeType.lowercased() {
        case "image/jpeg", "image/jpg": self = .jpeg
        case "image/png": self = .png
        case "image/gif": self = .gif
        case "image/webp": self = .webp
        case "image/heic", "image/heif": self = .heic
        case "image/avif": self = .avif
        default: return nil
        }
    }

    var mimeType: String { "image/\(rawValue)" }

    var holdsAlpha: Bool {
        switch self {
        case .png, .gif, .webp: true
        case .jpeg, .heic, .avif: false
        }
    }

    /// Is it taken in only, and never written?
    var isAlwaysMadeAnew: Bool { self == .heic || self == .avif }

    var holdsMovement: Bool {
        switch self {
        case .gif, .webp: true
        case .jpeg, .png, .heic, .avif: false
        }
    }

    /// How many bytes of a file's beginning `init(firstBytes:)` wants to see.
    static let sniffed = 64

    /// Reads the signature. Nil: not one of ours.
    init?(firstBytes bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
            self = .gif
        } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else if let coded = Self.inHEIF(bytes) {
            self = coded
        } else {
            return nil
        }
    }

    /// The file type box names a brand, then compatible ones; HEIC and AVIF have the same box.
    private static func inHEIF(_ bytes: [UInt8]) -> PictureFormat? {
        guard bytes.count >= 16, bytes.dropFirst(4).starts(with: "ftyp".utf8) else { return nil }
        let length = Int(bytes[2]) << 8 | Int(bytes[3])
        let box = bytes.prefix(min(length, bytes.count))
        let brands = stride(from: 8, to: box.count - 3, by: 4).map {
            String(decoding: box[$0..<($0 + 4)], as: UTF8.self)
        }
        guard let main = brands.first else { return nil }
        if main == "avif" || main == "mif1" && brands.contains("avif") { return .avif }
        let coded: Set = ["heic", "heix", "heim", "heis"]
        return coded.contains(main) || (main == "mif1" && brands.contains(where: coded.contains)) ? .heic : nil
    }
}
