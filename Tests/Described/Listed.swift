import KicauCore

/// One row of a network's list: a request, or names in it, that no description in reach of these tests has.
package struct Listed: Sendable {
    package let request: String
    /// Why no description has it.
    package let reason: String
    /// Where it was read instead; nil: others describe it, which the journey `described` sees to.
    package let source: String?
    /// The request itself is described, only these names are not.
    let isDescribed: Bool
    /// Each with a source of its own, where it has one.
    let fields: [String: String?]
    /// Why a tour of the network does not meet it; other tests do.
    package let elsewhere: String?

    package static func of(_ network: Network) throws -> [Listed] {
        try (Shelf.list(of: network)["requests"]?.array ?? []).map { row in
            Listed(
                request: row["request"]?.string ?? "", reason: row["reason"]?.string ?? "",
                source: row["source"]?.string, isDescribed: row["described"]?.bool ?? false,
                fields: (row["fields"]?.object ?? [:]).mapValues(\.string), elsewhere: row["elsewhere"]?.string)
        }
    }

    /// Price units that a tour of the network sees no request for, each with its reason.
    package static func unseenUnits(of network: Network) throws -> [String: String] {
        (try Shelf.list(of: network)["unseen"]?.object ?? [:]).compactMapValues(\.string)
    }

    /// "*" holds for every request of the network.
    func covers(_ request: String) -> Bool { self.request == request || self.request == "*" }

    func excuses(_ fault: Verdict.Fault) -> Bool {
        guard let field = fault.field else { return namesRequest }
        return fields.keys.contains(field)
    }

    private var namesRequest: Bool { !isDescribed && request != "*" }

    /// What must be met in a tour of the network, so that no row outlives its request.
    package var marks: [Mark] {
        (namesRequest ? [Mark(request: request, field: nil)] : [])
            + fields.keys.map { Mark(request: request, field: $0) }
    }

    /// How many requests and names of it stand on nobody's description.
    package var undescribed: Int { source == nil ? fields.values.count { $0 != nil } : marks.count }

    package struct Mark: Hashable, Sendable, CustomStringConvertible {
        package let request: String
        package let field: String?

        package var description: String { request + (field.map { ": " + $0 } ?? "") }
    }
}
