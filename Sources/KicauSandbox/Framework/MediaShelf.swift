import Crypto
import Foundation
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
        let digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        pieces.withLock { $0[digest] = Piece(type: type, bytes: bytes) }
        guard let folder else { return digest }
        // A picture that cannot be saved is still shown until the process ends: no reason to refuse the upload.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? bytes.write(to: URL(fileURLWithPath: "\(folder)/\(digest)"), options: .atomic)  // same
        try? Data(type.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(digest).type"), options: .atomic)  // same
        return digest
    }

    func piece(_ digest: String) -> Piece? {
        if let piece = pieces.withLock({ $0[digest] }) { return piece }
        guard let folder, digest.allSatisfy(\.isHexDigit) else { return nil }
        // Not there is an answer.
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(digest)")) else { return nil }
        // Without its type it is shown as plain bytes.
        let type = try? String(contentsOfFile: "\(folder)/\(digest).type", encoding: .utf8)
        let piece = Piece(type: type ?? "application/octet-stream", bytes: bytes)
        pieces.withLock { $0[digest] = piece }
        return piece
    }
}
