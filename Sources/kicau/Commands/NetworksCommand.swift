import ArgumentParser
import Foundation
import KicauCore
import KicauSandbox
import KicauStore
import Logging
import ServiceLifecycle
import UnixSignals

struct NetworksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks",
        abstract: "Run the seven rehearsal networks alone, and a language model.",
        discussion: """
            Each listens on a port of its own on loopback and speaks its network's own wire format. One line of JSON with \
            their addresses goes to standard output once all of them listen.
            """
    )

    @Option(help: "The first of eight ports; 0 takes any free ones.")
    var firstPort = 0

    @Option(help: "A folder to keep their posts and people in; without it they forget.")
    var state: String?

    @Option(help: "How long a container or film takes to be ready, in milliseconds.")
    var processingMs: Int64 = 1500

    func run() async throws {
        var settings = RehearsalSettings()
        settings.ports = RehearsalPorts.all(from: firstPort)
        settings.statePath = state
        settings.processingMs = processingMs
        let networks = try RehearsalNetworks(settings)
        var log = Logger(label: "networks")
        log.logLevel = .error
        let group = ServiceGroup(
            configuration: .init(
                services: [networks, Announcer(networks: networks)], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log))
        try await group.run()
    }

    /// Says where they listen, once they do.
    private struct Announcer: Service {
        let networks: RehearsalNetworks

        func run() async throws {
            let addresses = await networks.addresses().mapValues { "http://127.0.0.1:\($0)" }
            // Not print: that keeps the line to itself when standard output is a pipe.
            FileHandle.standardOutput.write(Data((try JSONText.encode(addresses) + "\n").utf8))
            try await gracefulShutdown()
        }
    }
}

/// Which port each rehearsal network gets, in a fixed order.
enum RehearsalPorts {
    static let order = ["x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky"]
    /// The networks, and a language model after them.
    static let everybody = order + ["ai"]

    static func all(from first: Int) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: everybody.enumerated().map { ($1, first == 0 ? 0 : first + $0) })
    }
}
