import KicauCore
import KicauSandbox
import ServiceLifecycle
import Synchronization

/// The seven rehearsal networks, each behind a wire that can be cut.
struct ProofNetworks: Service {
    private let wires: [String: Wire]
    private let networks: RehearsalNetworks

    init(seed: UInt64) async throws {
        var wires: [String: Wire] = [:]
        var settings = RehearsalSettings()
        settings.seed = seed
        settings.platforms = ProofPlan.networks
        for name in ProofPlan.networks {
            let wire = try await Wire.listening()
            wires[name] = wire
            settings.origins[name] = "http://127.0.0.1:\(wire.port)"
        }
        self.wires = wires
        networks = try RehearsalNetworks(settings)
    }

    func run() async throws {
        try await withThrowingTaskGroup { group in
            for wire in wires.values {
                group.addTask { try await cancelWhenGracefulShutdown { try await wire.run() } }
            }
            group.addTask { try await networks.run() }
            try await group.waitForAll()
        }
    }

    /// Waits until all listen, and lets the wires lead to them.
    func open() async throws {
        let ports = await networks.addresses()
        for (name, wire) in wires {
            guard let port = ports[name] else {
                throw Problem(.broken, "A rehearsal network could not listen on this machine.", do: "Try again.")
            }
            wire.leads(to: port)
        }
    }

    var origins: [PlatformID: String] {
        Dictionary(uniqueKeysWithValues: wires.map { (PlatformID($0.key), "http://127.0.0.1:\($0.value.port)") })
    }

    /// Tells the networks that call where to call, as an operator does on their pages.
    func hook(at url: String, word: String) async throws {
        for name in ["x", "facebook", "instagram", "threads"] {
            guard let why = try await control(name).hook(at: "\(url)/hooks/\(name)", word: word) else { continue }
            throw Problem(
                .broken, "The rehearsal network \(name) did not take our address for its calls.", do: "Report this.",
                cause: why)
        }
    }

    func cut(_ names: [String], _ how: Blow.Cut) { for name in names { wires[name]?.cut(how) } }
    func mend(_ names: [String]) { for name in names { wires[name]?.mend() } }

    func control(_ name: String) throws(Problem) -> RehearsalControl {
        guard let control = networks.control(name) else {
            throw Problem(.broken, "The rehearsal network \(name) does not run.", do: "Try again.")
        }
        return control
    }
}
