package import KicauCore

/// A line that holds each call against its network's description before it carries it on.
package struct DescribedLine: Line {
    let line: any Line
    let network: Network?
    /// Other units are no connector's: pages of link cards, say. Nil: all are.
    let units: Set<String>?
    let complain: @Sendable (String) -> Void

    package init(
        _ line: any Line, to network: Network? = nil, units: Set<String>? = nil,
        complain: @escaping @Sendable (String) -> Void
    ) {
        self.line = line
        self.network = network
        self.units = units
        self.complain = complain
    }

    package func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        if units?.contains(unit.name) ?? true { Sightings.hold(request, unit, at: network, complain: complain) }
        return try await line.call(request, unit: unit)
    }
}
