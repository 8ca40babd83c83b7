public import KicauCore
import KicauMeter
import KicauStore
import Logging

/// What those who run Kicau ask: is it ready, and how is it doing?
public struct Operations: Sendable {
    private let kit: Kit
    private let version: String
    /// A probe every second from each of three load balancers must not become three commits a second.
    private let database = Remembered<Readiness.DatabaseState>(for: .seconds(5))
    /// Counting a million deliveries takes a while.
    private let plan = Remembered<[Sample]>(for: .seconds(10))

    public init(kit: Kit, version: String) {
        self.kit = kit
        self.version = version
    }

    public var metrics: Metrics { kit.metrics }

    public func readiness() async -> Readiness {
        let state = await database.value(kit.time) { await databaseState() }
        return .of(database: state, silence: kit.pulse.sinceLastTurn(kit.time), isDraining: kit.pulse.isDraining)
    }

    /// Writes for certain: a disk that is full or read-only lets everything else pass.
    private func databaseState() async -> Readiness.DatabaseState {
        do {
            let now = kit.time.now()
            let schema = try await kit.store.write(as: .fenced) { tx in
                try tx.setSetting("probed_ms", to: String(now.ms))
                return Set(try tx.migrationNames())
            }
            return Store.schema.isSubset(of: schema) ? .writable : .schemaBehind
        } catch {
            kit.log.warning("the database could not be written", metadata: ["error": "\(error)"])
            return .notWritable
        }
    }

    /// In Prometheus' text format.
    public func exposition() async -> String {
        let (written, waited) = (kit.store.written, kit.store.waited)
        var samples = kit.metrics.samples() + ProcessFacts.samples(now: kit.time.now())
        samples += await plan.value(kit.time) { await planSamples() }
        samples += [
            Sample(.inFlight, Double(kit.pulse.inFlight)), Sample(.draining, kit.pulse.isDraining ? 1 : 0),
            Sample(.writes, Double(written.transactions)), Sample(.commits, Double(written.commits)),
            Sample(.writeTime, [], .summary(sum: waited.total.inSeconds, count: waited.count)),
            Sample(.build, [version], 1),
        ]
        samples += kit.quotas.shares().map {
            Sample(.quotaUsed, [$0.platform.raw, $0.binds.rawValue], Double($0.percent) / 100)
        }
        if let last = kit.pulse.lastTurn { samples.append(Sample(.lastTurn, last.inSeconds)) }
        return Exposition.text(samples)
    }

    private func planSamples() async -> [Sample] {
        do {
            let (states, holds, next, backup) = try await kit.store.read {
                (try $0.deliveryCounts(), try $0.openHoldCounts(), try $0.nextReady(), try $0.lastBackup())
            }
            var samples = Delivery.State.allCases.map {
                Sample(.deliveries, [$0.rawValue], Double(states[$0] ?? 0))
            }
            samples += [HoldRow.State.held, .inDoubt].map { Sample(.holds, [$0.rawValue], Double(holds[$0] ?? 0)) }
            if let next { samples.append(Sample(.nextDue, next.inSeconds)) }
            if let backup { samples.append(Sample(.lastBackup, backup.inSeconds)) }
            return samples
        } catch {
            // A scrape without the plan's numbers says by that alone that something is wrong.
            kit.log.warning("the plan could not be counted", metadata: ["error": "\(error)"])
            return []
        }
    }
}
