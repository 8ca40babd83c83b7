import Crypto
import Foundation
public import KicauCore

/// Copies a whole database into another, between engines, in pieces that can be taken up again where they stopped.
///
/// Nobody may work on the source meanwhile. At the end every table is read once more on both sides and compared.
public struct DatabaseCopy: Sendable {
    private let source: Store
    private let target: Store
    private let now: Instant

    public init(from source: Store, to target: Store, now: Instant) {
        self.source = source
        self.target = target
        self.now = now
    }

    /// One table that is whole on the other side.
    public struct Copied: Sendable, Hashable {
        public let table: String
        public let rows: Int
    }

    private static let page = 500

    /// - Parameter progress: told after each table.
    /// - Throws: `Problem` when the target holds something else, or differs in the end.
    public func run(progress: @Sendable (Copied) -> Void) async throws -> [Copied] {
        try await begin()
        for table in CopiedTable.all { try await copy(table) }
        var done: [Copied] = []
        for table in CopiedTable.all {
            let copied = try await verified(table)
            progress(copied)
            done.append(copied)
        }
        try await target.write(as: .shut) { tx in
            try tx.startNumbersAfterCopy()
            try tx.also("DROP TABLE copy_progress")
        }
        return done
    }

    /// A target that holds posts or people already is somebody's; one that holds a part of this copy is ours.
    private func begin() async throws {
        try await target.write(as: .shut) { tx in
            try tx.also(
                Query(
                    stringLiteral: tx.dialect.schema(
                        "CREATE TABLE IF NOT EXISTS copy_progress (name TEXT PRIMARY KEY, last TEXT NOT NULL) STRICT")))
            guard try tx.first("SELECT name FROM copy_progress LIMIT 1", { try $0.text("name") }) == nil else { return }
            for table in CopiedTable.all {
                let found = try tx.first("SELECT COUNT(*) AS count FROM \(raw: table.quoted)") { try $0.int("count") }
                guard found == 0 else {
                    throw Problem(
                        .targetNotEmpty, "The target database already holds something in \(table.name).",
                        do: "Name an empty database, so that nothing of it is mixed with what is copied.")
                }
            }
        }
    }

    private func copy(_ table: CopiedTable) async throws {
        while true {
            let last = try await target.read { try $0.copied(table) }
            let page = try await source.read { try $0.page(of: table, after: last, limit: DatabaseCopy.page) }
            guard let end = page.last else { return }
            let key = try end.keyText(table)
            // The rows and how far we are go in together.
            try await target.write { tx in
                for row in page { try tx.put(row, into: table) }
                try tx.noteCopied(table, last: key)
            }
        }
    }

    private func verified(_ table: CopiedTable) async throws -> Copied {
        let there = try await Fingerprint.of(table, in: source)
        let here = try await Fingerprint.of(table, in: target)
        guard there == here else {
            throw Problem(
                .copyDiffers,
                "The table \(table.name) differs after the copy: \(there.rows) rows there, \(here.rows) here.",
                do: "Was the source in use meanwhile? Empty the target and copy again.")
        }
        return Copied(table: table.name, rows: here.rows)
    }

    /// What a table holds, in one number: SHA-256 over its rows in the order of their keys.
    private struct Fingerprint: Equatable {
        var rows = 0
        var digest: [UInt8] = []

        static func of(_ table: CopiedTable, in store: Store) async throws -> Fingerprint {
            var result = Fingerprint()
            var hash = SHA256()
            var last: [Value]?
            while true {
                let page = try await store.read { [last] tx in
                    try tx.page(of: table, after: last, limit: DatabaseCopy.page)
                }
                guard let end = page.last else { break }
                for row in page { hash.update(data: Data(row.canonical.utf8)) }
                result.rows += page.count
                last = try end.key(table)
            }
            result.digest = Array(hash.finalize())
            return result
        }
    }
}
