import Crypto
import Foundation
import KicauCore
import Synchronization

/// The bytes of pictures and films, by their SHA-256.
final class MediaShelf: Sendable {
    struct Piece: Sendable {
        let type: String
        let bytes: Data
    }

    private let folder: String?
    private let pieces = Mutex<[String: Piece]>([:])

    init(folder: String?) { self.folder = folder }

    /// Keeps bytes and gives their digest, lower-case hex.
    func put(_ bytes: Data, type: String) -> String {
        let digest = SHA256.hash(data: bytes).hex
        pieces.withLock { $0[digest] = Piece(type: type, bytes: bytes) }
        guard let folder else { return digest }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(digest)"), options: .atomic)
            try Data(type.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(digest).type"), options: .atomic)
        } catch {
            // What cannot be saved is still shown until the process ends: no reason to refuse the upload.
        }
        return digest
    }

    func piece(_ digest: String) -> Piece? {
        if let piece = pieces.withLock({ $0[digest] }) { return piece }
        guard let folder, digest.allSatisfy(\.isHexDigit) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(digest)") else { return nil }
        let type = FileManager.default.contents(atPath: "\(folder)/\(digest).type")
            .map { String(decoding: $0, as: UTF8.self) }
        let piece = Piece(type: type ?? "application/octet-stream", bytes: bytes)
        pieces.withLock { $0[digest] = piece }
        return piece
    }

    /// What a picture says of itself: that stands near its beginning, also behind the notes of a camera.
    func probe(_ digest: String) -> ImageProbe? {
        piece(digest).flatMap { ImageProbe([UInt8]($0.bytes.prefix(262_144))) }
    }
}
