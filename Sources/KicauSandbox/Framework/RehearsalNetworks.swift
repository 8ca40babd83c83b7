import Foundation
import Hummingbird
import KicauCore
import Logging
public import ServiceLifecycle

/// All rehearsal networks, each listening on its own port.
public struct RehearsalNetworks: Service {
    private let settings: RehearsalSettings
    private let controls: [RehearsalControl]
    private let board = PortBoard()

    /// Reads what was kept of an earlier run. Throws when that cannot be read.
    public init(_ settings: RehearsalSettings = RehearsalSettings()) throws {
        self.settings = settings
        let shelf = try StateShelf(folder: settings.statePath)
        var saved: [String: SavedGround] = [:]
        for platform in Self.platforms { saved[platform] = try shelf.load(platform) }
        let all = allSimulators { Ground(platform: $0, settings: settings, kept: saved[$0]) }
        let wanted = settings.platforms
        controls = all.filter { wanted.isEmpty || wanted.contains($0.platform) }.map { RehearsalControl($0) }
    }

    static let platforms = ["x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky", "ai"]

    /// The port of each network, once all listen. What is missing could not.
    public func addresses() async -> [String: Int] { await board.ports(of: controls.map(\.platform)) }

    /// The control of a network; nil when it does not run here.
    public func control(_ platform: String) -> RehearsalControl? { controls.first { $0.platform == platform } }

    public func run() async throws {
        var logger = Logger(label: "rehearsal")
        logger.logLevel = .error
        // Shut in turn from the last to the first: the keepers go after the doors, so they keep all that came in.
        var services: [any Service] = controls.map { Keeper(ground: $0.simulator.ground, folder: settings.statePath) }
        for control in controls {
            guard let ringing = control.simulator as? any RingingSimulator else { continue }
            services.append(Ringing(simulator: ringing, log: control.rung))
        }
        for control in controls { services.append(door(of: control, logger: logger)) }
        do {
            try await ServiceGroup(configuration: .init(services: services, logger: logger)).run()
        } catch {
            await board.close()
            throw error
        }
        await board.close()
    }

    private func door(of control: RehearsalControl, logger: Logger) -> some Service {
        let platform = control.platform
        let address = BindAddress.hostname(settings.host, port: settings.ports[platform] ?? 0)
        let board = board
        return Application(
            responder: Front(control.simulator, control: control),
            configuration: .init(address: address, serverName: nil),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                control.simulator.ground.listens(onPort: port)
                await board.listens(platform, on: port)
            },
            logger: logger
        )
    }
}

/// Who listens where; those who ask early wait.
private actor PortBoard {
    private var ports: [String: Int] = [:]
    private var isClosed = false
    private var waiting: [(platforms: [String], asker: CheckedContinuation<[String: Int], Never>)] = []

    func listens(_ platform: String, on port: Int) {
        ports[platform] = port
        answer()
    }

    func close() {
        isClosed = true
        answer()
    }

    func ports(of platforms: [String]) async -> [String: Int] {
        if isClosed || platforms.allSatisfy({ ports[$0] != nil }) { return ports }
        return await withCheckedContinuation { waiting.append((platforms, $0)) }
    }

    private func answer() {
        waiting.removeAll { platforms, asker in
            guard isClosed || platforms.allSatisfy({ ports[$0] != nil }) else { return false }
            asker.resume(returning: ports)
            return true
        }
    }
}
