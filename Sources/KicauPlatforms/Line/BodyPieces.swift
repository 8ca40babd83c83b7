import Foundation
import KicauCore
import NIOCore
import NIOPosix

/// A request body as a row of pieces in memory and files on disk, read as they are sent.
struct BodyPieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    enum Piece: Sendable {
        case bytes([UInt8])
        case file(path: String, bytes: Range<Int64>)
    }

    let pieces: [Piece]
    let type: String

    var length: Int64 {
        pieces.reduce(0) { sum, piece in
            switch piece {
            case .bytes(let bytes): sum + Int64(bytes.count)
            case .file(_, let bytes): sum + Int64(bytes.count)
            }
        }
    }

    /// All of it, where it lies in memory; nil where it is read as it is sent.
    var atHand: ByteBuffer? {
        guard pieces.count == 1, case .bytes(let bytes) = pieces[0] else { return nil }
        return ByteBuffer(bytes: bytes)
    }

    /// Nil: no body. Throws when a file cannot be read, before anything is sent.
    init?(_ body: Call.Body, boundary: String) throws {
        switch body {
        case .none: return nil
        case .bytes(let bytes, let type):
            self.init(pieces: [.bytes(bytes)], type: type)
        case .form(let pairs):
            self.init(
                pieces: [.bytes(Array(PercentEncoding.pairs(pairs).utf8))], type: "application/x-www-form-urlencoded")
        case .json(let value):
            self.init(pieces: [.bytes(Array(value.text.utf8))], type: "application/json")
        case .file(let path, let type, let piece):
            self.init(pieces: [try BodyPieces.file(path, piece)], type: type)
        case .multipart(let fields, let files):
            self.init(
                pieces: try BodyPieces.multipart(fields, files, boundary),
                type: "multipart/form-data; boundary=\(boundary)")
        }
    }

    private init(pieces: [Piece], type: String) {
        self.pieces = pieces
        self.type = type
    }

    private static func multipart(
        _ fields: [(String, String)], _ files: [Call.FilePart], _ boundary: String
    ) throws -> [Piece] {
        var pieces: [Piece] = []
        for (name, value) in fields {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(name))\"\r\n\r\n"
            pieces.append(.bytes(Array((head + value + "\r\n").utf8)))
        }
        for file in files {
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(file.field))\"; "
                + "filename=\"\(quoted(file.fileName))\"\r\nContent-Type: \(file.type)\r\n\r\n"
            pieces.append(.bytes(Array(head.utf8)))
            pieces.append(try BodyPieces.file(file.path, file.piece))
            pieces.append(.bytes(Array("\r\n".utf8)))
        }
        return pieces + [.bytes(Array("--\(boundary)--\r\n".utf8))]
    }

    private static func quoted(_ name: String) -> String {
        name.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func file(_ path: String, _ piece: Range<Int>?) throws -> Piece {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }  // it was only measured
        let whole = 0..<Int64(try handle.seekToEnd())
        return .file(
            path: path, bytes: piece.map { (Int64($0.lowerBound)..<Int64($0.upperBound)).clamped(to: whole) } ?? whole)
    }

    func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces[...]) }

    struct Iterator: AsyncIteratorProtocol {
        static let chunk = 256 * 1024

        var pieces: ArraySlice<Piece>
        var offset: Int64 = 0

        mutating func next() async throws -> ByteBuffer? {
            while let piece = pieces.first {
                switch piece {
                case .bytes(let bytes):
                    pieces.removeFirst()
                    return ByteBuffer(bytes: bytes)
                case .file(let path, let bytes):
                    guard offset < bytes.count else {
                        offset = 0
                        pieces.removeFirst()
                        continue
                    }
                    let start = bytes.lowerBound + offset
                    let count = Int(Swift.min(Int64(Iterator.chunk), bytes.upperBound - start))
                    let read = try await NIOThreadPool.singleton.runIfActive { try Iterator.read(path, start, count) }
                    offset += Int64(count)
                    return read
                }
            }
            return nil
        }

        private static func read(_ path: String, _ start: Int64, _ count: Int) throws -> ByteBuffer {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }  // nothing was written
            try handle.seek(toOffset: UInt64(start))
            guard let data = try handle.read(upToCount: count), data.count == count else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return ByteBuffer(bytes: data)
        }
    }
}
