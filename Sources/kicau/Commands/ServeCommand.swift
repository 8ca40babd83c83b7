import ArgumentParser
import KicauCore

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the pages and the API, and send what falls due.",
        discussion: """
            At the first start it makes the data folder, the database and the key file; the first visit to the page sets \
            up the owner. Keep a copy of kicau.key: without it the connected accounts' tokens cannot be read.
            """
    )

    @OptionGroup var flags: SettingsFlags

    @Flag(help: .private)
    var lifeline = false

    func run() async throws {
        if lifeline { Lifeline.hold() }
        try await Talk.run {
            let settings = try flags.settings()
            let building = try await Building(settings, rehearsals: settings.rehearsals)
            try await RehearsalApps.install(settings.rehearsals, in: building.accounts)
            let url = "http://\(settings.host):\(settings.port)"
            try await building.run(
                try building.services(host: settings.host, port: settings.port, url: url) {
                    Talk.say("Kicau \(Version.text) on \(settings.baseURL)  (data in \(settings.data))")
                })
        }
    }
}
