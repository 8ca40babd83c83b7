import Foundation
import KicauCore

/// Whole lines of a report, about a mebibyte at a time.
struct ReportPieceWire: Encodable, Sendable {
    let lines: [String]
    /// Where the next piece begins; nil: this was the last.
    let next: Int64?

    static let room = 1 << 20

    /// - Throws: `Problem` `.badInput` where no line begins at that place.
    init(_ path: String, from place: UInt64, room: Int = ReportPieceWire.room) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }  // it was only read
        let end = try file.seekToEnd()
        guard place <= end, try ReportPieceWire.beginsLine(file, at: place) else {
            throw Problem(
                .badInput, "No line of the report begins at \(place).", do: "Send `next` of the piece before.",
                field: "from")
        }
        try file.seek(toOffset: place)
        var bytes = try file.read(upToCount: room) ?? Data()
        // A line may be longer than the room.
        while bytes.last != 0x0A, let more = try file.read(upToCount: room), !more.isEmpty {
            guard let stop = more.firstIndex(of: 0x0A) else {
                bytes += more
                continue
            }
            bytes += more[...stop]
            break
        }
        lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        let after = place + UInt64(bytes.count)
        next = after < end ? Int64(after) : nil
    }

    private static func beginsLine(_ file: FileHandle, at place: UInt64) throws -> Bool {
        guard place > 0 else { return true }
        try file.seek(toOffset: place - 1)
        return try file.read(upToCount: 1)?.first == 0x0A
    }

    static let shape = Shape.named(
        "ReportPiece",
        .object([
            .must("lines", .list(.text(most: 1 << 24), 0...1_000_000), "Each a JSON object"),
            .may("next", .count, "Ask again `from` here; left out: this was the last piece", like: 1_048_601),
        ]))
}
