import ArgumentParser
import KicauCore
import KicauStore

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database up to this version, and end.",
        discussion: """
            `kicau serve` does the same when it starts. On PostgreSQL, nodes of the version before go on working \
            meanwhile. Exit code 1 with --check when something is missing.
            """
    )

    @OptionGroup var flags: SettingsFlags

    @Flag(help: "Only say what is missing; change nothing.")
    var check = false

    func run() async throws {
        try await Talk.run {
            let settings = try flags.settings()
            let folder = settings.database == nil ? try DataFolder(settings.data) : nil
            let missing = try await Store.missingMigrations(of: settings, in: folder)
            guard !missing.isEmpty else { return Talk.say("The database is up to date.") }
            guard !check else {
                Talk.say("Missing: \(missing.joined(separator: ", "))")
                throw ExitCode(1)
            }
            let store = try await Store.open(settings, in: folder, now: SystemTime().now())
            try store.close()
            Talk.say("Done: \(missing.joined(separator: ", "))")
        }
    }
}
