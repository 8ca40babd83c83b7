import ArgumentParser
import KicauCore

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Send what falls due, without pages: one more node on a PostgreSQL database.",
        discussion: """
            Any number of `kicau serve` and `kicau work` may share the database that DATABASE_URL names. Each has a data \
            folder of its own, and all have the same KICAU_KEY.
            """
    )

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        try await Talk.run {
            let settings = try flags.settings()
            guard settings.database != nil else {
                throw Problem(
                    .badSetting, "A node that only works needs a database that others share.",
                    do: "Set DATABASE_URL to a PostgreSQL database, or use `kicau serve`.", field: "database")
            }
            let building = try await Building(settings, rehearsals: settings.rehearsals)
            Talk.say("Kicau \(Version.text) works (data in \(settings.data))")
            try await building.run(building.workers())
        }
    }
}
