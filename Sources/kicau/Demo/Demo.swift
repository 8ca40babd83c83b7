import Foundation
import KicauCore
import KicauPublish
import KicauSandbox
import KicauWeb
import ServiceLifecycle

/// A living Kicau on rehearsal networks, all in one process.
struct Demo: Sendable {
    let data: String
    let port: Int

    private static let host = "127.0.0.1"

    private var origins: [PlatformID: String] {
        Dictionary(
            uniqueKeysWithValues: RehearsalPorts.all(from: port + 1).map {
                (PlatformID($0.key), "http://\(Demo.host):\($0.value)")
            })
    }

    /// - Throws: `Problem` when the folder or a port cannot be used.
    func run() async throws {
        let settings = try settings()
        try Ports.check(port...port + RehearsalPorts.everybody.count, host: Demo.host)
        let start = try await DemoFolder(path: data, port: port).prepare()
        Talk.say("Kicau \(Version.text), demo in \(data)")
        Talk.say(start.sentence)
        let networks = try RehearsalNetworks(rehearsal)
        let building = try await Building(settings, mode: .demo, rehearsals: origins)
        try await RehearsalApps.install(origins, in: building.accounts)
        let gate = Gate()
        let stage = Stage(building: building, networks: networks, origins: origins, port: port)
        let opening = Opening(start: start, stage: stage, gate: gate, url: settings.baseURL)
        var services: [any Service] = [networks, opening, StageHand(stage: stage, entrance: gate.entrance())]
        for service in try building.services(host: Demo.host, port: port, url: settings.baseURL) {
            services.append(Behind(entrance: gate.entrance(), service: service))
        }
        try await building.run(services)
    }

    /// The environment has no say here: a demo that took over the settings of a real Kicau would be none.
    func settings() throws(Problem) -> Settings {
        guard (1...65_535 - RehearsalPorts.everybody.count).contains(port) else {
            throw Problem(
                .badSetting, "The demo needs nine ports in a row, and \(port) leaves no room for them.",
                do: "Choose a port from 1024 to 65527.", field: "port")
        }
        let base = "http://\(Demo.host):\(port)"
        let log = ProcessInfo.processInfo.environment[Setting.log.environmentName] ?? "warning"
        return try Settings(
            flags: [
                .data: data, .port: String(port), .host: Demo.host, .baseURL: base, .publicMediaURL: base,
                .pace: "rehearsal", .log: log, .xAPIKeySecret: RehearsalApps.xAPIKeySecret,
            ], environment: [:], file: nil)
    }

    private var rehearsal: RehearsalSettings {
        var settings = RehearsalSettings()
        settings.host = Demo.host
        settings.ports = RehearsalPorts.all(from: port + 1)
        settings.statePath = data + "/networks"
        return settings
    }
}
