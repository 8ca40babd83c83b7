import KicauCore

/// What a query of the network's view may ask with, and who asks.
extension BlueskySimulator {
    /// The reference server lets unknown parameters pass unseen: here a client that misspells one must notice.
    func check(_ call: Call, knows known: Set<String>) throws {
        for name in call.query.names where !known.contains(String(name.prefix { $0 != "[" })) {
            throw XRPCError.invalid("Error: Params must not have the property \"\(name)\"")
        }
    }

    func number(_ name: String, in call: Call, _ range: ClosedRange<Int>, usual: Int) throws -> Int {
        guard let text = call.query[name] else { return usual }
        guard let number = Int(text) else { throw XRPCError.invalid("Error: \(name) must be an integer") }
        guard number <= range.upperBound else {
            throw XRPCError.invalid("Error: \(name) can not be greater than \(range.upperBound)")
        }
        guard number >= range.lowerBound else {
            throw XRPCError.invalid("Error: \(name) can not be less than \(range.lowerBound)")
        }
        return number
    }

    /// Nil for a call without a token. A call that is to be passed on has to name the view it is for.
    func viewer(in call: Call) throws -> Person? {
        if let service = call[header: "atproto-proxy"], service != Self.view {
            throw XRPCError.invalid("could not resolve proxy did service url")
        }
        return call[header: "authorization"] == nil ? nil : try caller(in: call)
    }

    /// atproto.com, HTTP reference, service proxying.
    private static let view = "did:web:api.bsky.app#bsky_appview"

    /// What the network's view has indexed when this call comes.
    func sight(in call: Call, of viewer: Person?) -> BlueskySight {
        BlueskySight(self, viewer: viewer, newestMs: ground.nowMs - call.twist.listingLagMs)
    }
}
