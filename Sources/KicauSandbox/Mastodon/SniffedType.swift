import Foundation

/// What a file is by its first bytes, whatever it is called.
enum SniffedType: Sendable, Hashable {
    case jpeg, png, gif, webp, mp4, quickTime, webm, mp3, ogg, wav, flac

    init?(of bytes: Data) {
        let head = [UInt8](bytes.prefix(16))
        func has(_ text: String, at place: Int = 0) -> Bool { head.dropFirst(place).starts(with: text.utf8) }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if has("GIF87a") || has("GIF89a") {
            self = .gif
        } else if has("RIFF"), has("WEBP", at: 8) {
            self = .webp
        } else if has("RIFF"), has("WAVE", at: 8) {
            self = .wav
        } else if has("ftyp", at: 4) {
            self = has("qt  ", at: 8) ? .quickTime : .mp4
        } else if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            self = .webm
        } else if has("ID3") || head.starts(with: [0xFF, 0xFB]) {
            self = .mp3
        } else if has("OggS") {
            self = .ogg
        } else if has("fLaC") {
            self = .flac
        } else {
            return nil
        }
    }

    var mimeType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .webp: "image/webp"
        case .mp4: "video/mp4"
        case .quickTime: "video/quicktime"
        case .webm: "video/webm"
        case .mp3: "audio/mpeg"
        case .ogg: "audio/ogg"
        case .wav: "audio/wav"
        case .flac: "audio/flac"
        }
    }
}
