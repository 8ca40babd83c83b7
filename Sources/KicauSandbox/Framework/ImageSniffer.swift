import Foundation

/// Tells what bytes are by how they begin.
enum ImageSniffer {
    /// "image/jpeg", "image/png", "image/gif" or "image/webp"; nil for anything else.
    static func type(of bytes: Data) -> String? {
        let start = [UInt8](bytes.prefix(12))
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if start.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if start.starts(with: Array("RIFF".utf8)), start.dropFirst(8).elementsEqual("WEBP".utf8) { return "image/webp" }
        return nil
    }

    /// Whether it looks like MP4, QuickTime, WebM or a transport stream.
    static func isFilm(_ bytes: Data) -> Bool {
        let start = [UInt8](bytes.prefix(12))
        if start.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8) { return true }
        return start.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) || start.first == 0x47
    }
}
