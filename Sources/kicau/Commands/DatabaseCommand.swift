import ArgumentParser
import KicauCore
import KicauStore

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Work on the database as a whole.", subcommands: [DatabaseCopyCommand.self])
}

struct DatabaseCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy everything from one database into another, empty one.",
        discussion: """
            Stop every Kicau on the source first. If it is interrupted, the same command goes on where it stopped. At the \
            end both sides are read and compared. Pictures and the key are files: copy `media` and `kicau.key` too.

            kicau db copy --from ./kicau-data --to postgres://kicau:secret@db.example.org/kicau
            """
    )

    @Option(help: "The source: a data folder, or the address of a PostgreSQL database.")
    var from: String

    @Option(help: "The target: the address of an empty PostgreSQL database, or a new data folder.")
    var to: String

    @Flag(help: "Print a JSON object a table on standard output.")
    var json = false

    func run() async throws {
        try await Talk.run {
            let now = SystemTime().now()
            let source = try await Side(from).open(now: now)
            let target = try await Side(to).open(now: now)
            let json = json
            let done = try await DatabaseCopy(from: source, to: target, now: now).run { copied in
                if json {
                    print("{\"table\":\"\(copied.table)\",\"rows\":\(copied.rows)}")
                } else {
                    Talk.say("  \(copied.table): \(copied.rows) rows, the same on both sides")
                }
            }
            try source.close()
            try target.close()
            Talk.say("Copied \(done.map(\.rows).reduce(0, +)) rows of \(done.count) tables.")
        }
    }

    /// A database by its address or folder.
    private struct Side {
        let name: String

        init(_ name: String) { self.name = name }

        func open(now: Instant) async throws -> Store {
            if name.hasPrefix("postgres") { return try await .postgres(Redacted(name), now: now) }
            return try await .sqlite(in: try DataFolder(name), now: now)
        }
    }
}
