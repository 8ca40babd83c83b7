import Crypto
public import Foundation
import KicauCore
import KicauText

/// What a file was when it was scanned.
public struct FileSeal: Sendable, Hashable, Codable {
    public let bytes: Int64
    /// In hexadecimal digits.
    public let sha256: String

    public init(bytes: Int64, sha256: String) {
        self.bytes = bytes
        self.sha256 = sha256
    }

    public init(of contents: Data) {
        self.init(bytes: Int64(contents.count), sha256: SHA256.hash(data: contents).hex)
    }

    /// Reads a file from front to back, a mebibyte at a time.
    ///
    /// - Parameter roots: as in `CorpusOptions`.
    /// - Throws: why it cannot be read.
    public static func of(path: String, inside roots: [String]? = nil) throws -> FileSeal {
        let file = FileHandle(
            fileDescriptor: try OpenedFile.descriptor(of: path, inside: roots), closeOnDealloc: true)
        var hash = SHA256()
        var bytes: Int64 = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            try Task.checkCancellation()
            hash.update(data: piece)
            bytes += Int64(piece.count)
        }
        return FileSeal(bytes: bytes, sha256: hash.finalize().hex)
    }
}
