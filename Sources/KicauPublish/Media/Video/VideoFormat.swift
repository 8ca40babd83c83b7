/// The containers we take in, known by their first bytes, never by a name.
enum VideoFormat: String, Sendable {
    /// MP4, MOV, M4V, 3GP: one family.
    case mp4
    /// Matroska and WebM.
    case matroska

    /// As ffmpeg names what reads it.
    var demuxer: String {
        switch self {
        case .mp4: "mov"
        case .matroska: "matroska"
        }
    }

    /// Reads the signature. Nil: not one of ours, or a picture in the same kind of box.
    init?(firstBytes bytes: [UInt8]) {
        if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            self = .matroska
        } else if Self.isMP4(bytes) {
            self = .mp4
        } else {
            return nil
        }
    }

    private static let pictureBrands: Set = ["heic", "heix", "heim", "heis", "mif1", "msf1", "avif", "avis"]

    /// Old QuickTime files begin with another box than `ftyp`.
    private static func isMP4(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 12 else { return false }
        switch String(decoding: bytes[4..<8], as: UTF8.self) {
        case "ftyp": return !pictureBrands.contains(String(decoding: bytes[8..<12], as: UTF8.self))
        case "moov", "mdat", "wide", "free", "skip": return true
        default: return false
        }
    }
}
