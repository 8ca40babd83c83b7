import Foundation
import KicauCore
import KicauStore

/// Files that every node needs go through the database that all of them share, in pieces, and are kept on disk by each
/// node that has asked for them. On a database of our own the disk alone is enough.
struct SharedPieces: Sendable {
    let store: Store
    /// The media folder; files are named by their place in it, such as "kept/<sha256>".
    let folder: String
    let makeToken: @Sendable () -> String

    private static let size = 1 << 20

    /// Lets other nodes have a file of ours. Twice does no harm.
    func share(_ place: String) async throws {
        guard store.isShared, try await !store.read({ try $0.hasMediaPieces(place) }) else { return }
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder)/\(place)"))
        defer { try? file.close() }  // read only: nothing is lost if closing fails
        // From the last to the first: the first piece says that all are there.
        let count = Int(try file.seekToEnd() + UInt64(SharedPieces.size) - 1) / SharedPieces.size
        for position in (0..<count).reversed() {
            try file.seek(toOffset: UInt64(position * SharedPieces.size))
            let bytes = try file.read(upToCount: SharedPieces.size) ?? Data()
            try await store.write(as: .fenced) { try $0.addMediaPiece(place, position: position, bytes: bytes) }
        }
    }

    /// Where the file lies on this node.
    ///
    /// - Parameter bytes: how long it is, where that is known.
    /// - Throws: `Problem` `.notFound` when no node has it.
    func path(of place: String, bytes: Int? = nil) async throws -> String {
        let path = place.hasPrefix("/") ? place : "\(folder)/\(place)"
        guard store.isShared, access(path, R_OK) != 0 else { return path }
        let unfinished = "\(folder)/incoming/\(makeToken())"
        defer { unlink(unfinished) }
        guard FileManager.default.createFile(atPath: unfinished, contents: nil) else {
            throw Problem(
                .dataFolderUnusable, "A picture could not be written.", do: "Check the data folder and its free space.")
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: unfinished))
        var position = 0
        while let bytes = try await store.read({ [position] in try $0.mediaPiece(place, position: position) }) {
            try file.write(contentsOf: bytes)
            position += 1
        }
        try file.close()
        guard position > 0, try isWhole(unfinished, as: place, bytes: bytes), rename(unfinished, path) == 0 else {
            throw Problem(
                .notFound, "This picture is on no node any more.", do: "Upload it again.", field: "media")
        }
        return path
    }

    /// Its pieces may go while they are fetched: what is cut short is not kept as if it were the file.
    func isWhole(_ file: String, as place: String, bytes: Int?) throws -> Bool {
        if let bytes {
            let length = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
            guard length == bytes else { return false }
        }
        guard place.hasPrefix("kept/") else { return true }
        return try Digest.hex(ofFileAt: file) == place.dropFirst("kept/".count)
    }
}
