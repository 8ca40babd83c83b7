import KicauCore
import KicauPublish
import KicauStore
import KicauWeb
import Logging
import ServiceLifecycle
import UnixSignals

extension Building {
    /// The services of a running Kicau, in the order they start; they stop in reverse.
    func services(host: String, port: Int, url: String) throws -> [any Service] {
        [
            Dispatcher(kit: kit, worker: Building.workerName),
            TokenRefresher(kit: kit),
            Archivist(kit: kit),
        ] + (try alarms()) + [
            LocalKey(store: store, time: SystemTime(), path: folder.path + "/local.json", url: url, log: log),
            WebServer(house: house, host: host, port: port),
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
