package import KicauCore
import Synchronization

/// One call, held against what is known of its network.
package struct Sighting: Sendable {
    package let network: Network?
    package let request: String
    package let unit: String
    /// Its way and address, without what it carried.
    package let call: Call
    /// What neither a description nor the network's list has.
    package let faults: [String]
    /// What only the list has.
    package let excused: Set<Listed.Mark>

    /// - Parameter network: nil where only the address tells.
    package static func of(_ call: Call, unit: MeterUnit, at network: Network? = nil) throws -> Sighting {
        let asked = Asked(call)
        let candidates = network.map { [$0] } ?? Network.candidates(for: asked)
        let all = try candidates.map { try seen(asked, unit, bare(call), $0) }
        guard let best = all.min(by: { $0.faults.count < $1.faults.count }) else {
            return Sighting(
                network: nil, request: asked.method + " " + call.url, unit: unit.name, call: bare(call),
                faults: ["\(asked.method) \(call.url): no network is known there"], excused: [])
        }
        return best
    }

    private static func bare(_ call: Call) -> Call { Call(call.method, call.url, hostIsHandle: call.hostIsHandle) }

    private static func seen(_ asked: Asked, _ unit: MeterUnit, _ call: Call, _ network: Network) throws -> Sighting {
        let verdict = try Shelf.description(of: network).verdict(on: asked)
        let rows = try Listed.of(network).filter { $0.covers(verdict.request) }
        var faults: [String] = []
        var excused: Set<Listed.Mark> = []
        for fault in verdict.faults {
            if let row = rows.first(where: { $0.excuses(fault) }) {
                excused.insert(Listed.Mark(request: row.request, field: fault.field))
            } else {
                let place = fault.field.map { ": " + $0 } ?? ""
                faults.append("\(network.rawValue): \(verdict.request)\(place) \(fault.why)")
            }
        }
        return Sighting(
            network: network, request: verdict.request, unit: unit.name, call: call, faults: faults, excused: excused)
    }
}

/// What was seen while one test drove a network.
package final class Sightings: Sendable {
    @TaskLocal package static var current: Sightings?

    private let kept = Mutex<[Sighting]>([])

    package init() {}

    package var all: [Sighting] { kept.withLock { $0 } }

    /// Sees one call, and complains of each fault in it.
    package static func hold(
        _ call: Call, _ unit: MeterUnit, at network: Network? = nil, complain: (String) -> Void
    ) {
        do {
            let sighting = try Sighting.of(call, unit: unit, at: network)
            current?.kept.withLock { $0.append(sighting) }
            for fault in sighting.faults { complain(fault) }
        } catch { complain("descriptions cannot be read: \(error)") }
    }
}
