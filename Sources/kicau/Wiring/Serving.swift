import KicauCore
import KicauPublish
import KicauStore
import KicauWeb
import Logging
import ServiceLifecycle
import UnixSignals

extension Building {
    /// The services of a running Kicau, in the order they start; they stop in reverse.
    func services(host: String, port: Int, url: String) -> [any Service] {
        workers() + [
            LocalKey(store: store, time: clock, path: folder.path + "/local.json", url: url, log: log),
            WebServer(house: house, host: host, port: port),
        ]
    }

    /// What sends, without the pages.
    func workers() -> [any Service] {
        let name = Building.workerName
        let node = NodeKeeper(kit: kit, name: name, version: Version.text, machine: SystemTime()) { [clock] in
            clock.agree(with: $0)
        }
        return [
            node, NodeBell(kit: kit), Dispatcher(kit: kit, worker: name), TokenRefresher(kit: kit), Archivist(kit: kit),
            Rechecker(kit: kit, worker: name),
        ]
    }

    func run(_ services: [any Service]) async throws {
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        do {
            try await group.run()
        } catch {
            throw Talk.portProblem(error) ?? error
        }
        try store.close()
    }
}
