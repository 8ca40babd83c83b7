import KicauCore

/// Switches that all networks of Meta have; the control route `settings` turns them.
struct GraphSettings: Sendable, Hashable, Codable {
    /// What "too many calls" is called: 4, 17, 32, 341, 613, 80001 or 80002.
    var rateLimitCode: Int
    /// Calls of one account in an hour.
    var callsPerHour = 4_800
    /// Posts of one account in 24 hours.
    var postsPerDay: Int
    /// Calls without `appsecret_proof` are refused.
    var demandsProof = false
    /// A reply to a post younger than this does not find its parent.
    var replyTooSoonMs: Int64 = 0
    /// Containers of one account in 24 hours.
    var containersPerDay = 400
    /// How long a container waits to be published; nil: a day.
    var containerLifeMs: Int64?
    /// Which of Facebook's names for its insights are known; nil: those of the day.
    var insightNames: InsightNames?

    enum InsightNames: String, Sendable, Hashable, Codable { case old, new }
}

extension GraphSettings {
    var json: JSONValue {
        [
            "rateLimitCode": .integer(Int64(rateLimitCode)), "callsPerHour": .integer(Int64(callsPerHour)),
            "postsPerDay": .integer(Int64(postsPerDay)), "demandsProof": .bool(demandsProof),
            "replyTooSoonMs": .integer(replyTooSoonMs), "containersPerDay": .integer(Int64(containersPerDay)),
            "containerLifeMs": containerLifeMs.map { .integer($0) } ?? .null,
            "insightNames": insightNames.map { .string($0.rawValue) } ?? .null,
        ]
    }

    /// Nil when a member is unknown or of the wrong kind.
    func changed(by wish: JSONValue) -> GraphSettings? {
        guard let members = wish.object else { return nil }
        var copy = self
        for (name, value) in members {
            if name == "insightNames", let names = value.string.flatMap(InsightNames.init(rawValue:)) {
                copy.insightNames = names
                continue
            }
            switch (name, value.int, value.bool) {
            case ("rateLimitCode", let code?, _): copy.rateLimitCode = code
            case ("callsPerHour", let calls?, _): copy.callsPerHour = calls
            case ("postsPerDay", let posts?, _): copy.postsPerDay = posts
            case ("containersPerDay", let containers?, _): copy.containersPerDay = containers
            case ("containerLifeMs", let ms?, _): copy.containerLifeMs = ms == 0 ? nil : Int64(ms)
            case ("replyTooSoonMs", let ms?, _): copy.replyTooSoonMs = Int64(ms)
            case ("demandsProof", _, let flag?): copy.demandsProof = flag
            default: return nil  // names from outside
            }
        }
        return copy
    }
}
