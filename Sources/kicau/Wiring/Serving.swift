import KicauCore
import KicauPublish
import KicauStore
import KicauWeb
import Logging
import ServiceLifecycle
import UnixSignals

extension Building {
    /// The services of a running Kicau, in the order they start; they stop in reverse.
    ///
    /// `opened` is called when the pages can be asked for. The dispatcher stops first, and while it settles what is in flight,
    /// the pages still answer and say "not ready".
    func services(host: String, port: Int, url: String, opened: @escaping @Sendable () -> Void = {}) throws
        -> [any Service]
    {
        [
            WebServer(house: house, host: host, port: port, opened: opened),
            LocalKey(store: store, time: clock, path: folder.path + "/local.json", url: url, log: log),
        ] + (try workers())
    }

    /// What sends, without the pages. The dispatcher is the last to start and the first to stop.
    func workers() throws -> [any Service] {
        let name = Building.workerName
        let node = NodeKeeper(kit: kit, name: name, version: Version.text, machine: SystemTime()) { [clock] in
            clock.agree(with: $0)
        }
        return [
            node, NodeBell(kit: kit), FreeCallKeeper(kit: kit), QuotaKeeper(kit: kit), CallKeeper(kit: kit),
            Archivist(kit: kit),
            TokenRefresher(kit: kit), Rechecker(kit: kit, worker: name),
            AccountCounter(kit: kit), UsageReader(kit: kit), Listener(kit: kit), RingAsker(kit: kit),
            VideoMaker(kit: kit),
            MediaSweeper(kit: kit), ScanSweeper(kit: kit),
            ZoneKeeper(kit: kit), PriceKeeper(kit: kit), FeeKeeper(kit: kit), SeriesPlanner(kit: kit),
            WayKeeper(kit: kit), CreditKeeper(kit: kit),
            HandOffKeeper(kit: kit), ScanKeeper(kit: kit, program: ScanChildren()),
        ] + [try warnings()] + (try alarms()) + [Dispatcher(kit: kit, worker: name)]
    }

    func run(_ services: [any Service]) async throws {
        OpenFiles.raise()
        var configuration = ServiceGroupConfiguration(
            services: tracing() + [MemoryKeeper()] + services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log
        )
        // What has not ended by then is cut off: the next start finds its intent and looks.
        configuration.maximumGracefulShutdownDuration = longestStop
        let group = ServiceGroup(configuration: configuration)
        do {
            try await group.run()
        } catch {
            throw Talk.portProblem(error) ?? error
        }
        try store.close()
    }
}
