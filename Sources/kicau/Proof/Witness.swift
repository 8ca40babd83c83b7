import KicauCore
import KicauPlatforms
import KicauSandbox

/// Counts on the networks' side: what is there, against what was promised. Pure.
struct Witness: Sendable {
    let plan: ProofPlan
    /// Our numbers of the accounts.
    let accounts: [ProofPlan.Seat: Int64]
    /// By the posts' numbers in the plan.
    let written: [Int: Author.Written]
    let sight: Sight
    let truth: Truth
    let disturbances: [Journal.Disturbance]
    var talk = Conversation()

    /// So long after its deadline a commit may still take effect: a network's settle time at rehearsal pace.
    private static let settle = Duration.seconds(3)

    func testify() -> Verdict {
        var verdict = Verdict()
        var expected = answerKeys
        let calm = Calm(disturbances)
        for post in plan.posts {
            let seen = written[post.number].flatMap { sight.posts[$0.id] } ?? []
            for seat in post.seats {
                for text in post.wanted { expected.insert(Truth.key(seat, text)) }
                let promise = Promise(post: post, seat: seat, due: written[post.number]?.due)
                guard let delivery = seen.first(where: { $0.account == accounts[seat] }) else {
                    verdict.note(.lost, promise.name)
                    continue
                }
                check(promise, delivery, calm, &verdict)
            }
        }
        for (key, _) in truth.posts where Marker.found(in: key.marker) != nil && !expected.contains(key) {
            verdict.note(.stray, "\(key.marker) on \(key.network) as \(key.author)")
        }
        checkTalk(&verdict)
        return verdict
    }

    /// One delivery as it was planned.
    private struct Promise {
        let post: ProofPlan.Post
        let seat: ProofPlan.Seat
        let due: Instant?

        var name: String { "post \(post.number) on \(seat.network) \(seat.number + 1)" }
    }

    private func check(_ promise: Promise, _ delivery: SeenDelivery, _ calm: Calm, _ verdict: inout Verdict) {
        let parts = promise.post.wanted.map { truth.live(promise.seat, $0) }
        verdict.deliveries += 1
        checkEnd(promise, delivery, parts, &verdict)
        if parts.contains(where: { $0.count > 1 }) { verdict.note(.twice, promise.name) }
        let first = parts.map(\.first)
        let there = first.compactMap { $0 }
        if let due = promise.due, there.contains(where: { $0.created < due }) { verdict.note(.early, promise.name) }
        checkShape(promise, first, &verdict)
        for (part, lives) in parts.enumerated() {
            for live in lives where !isAnnounced(live, part, of: promise, by: delivery) {
                verdict.note(.unannounced, "\(promise.name): \(misses(live, part, by: delivery))")
            }
        }
        guard let due = promise.due, let live = first.first ?? nil else { return }
        let late = live.created - due
        verdict.lateness.append(late.inMilliseconds)
        let author = ProofPeople.pair(at: promise.seat).author.id
        let asks = ProofPeople.pair(at: promise.seat).person.id
        if delivery.attempts.count == there.count,
            calm.lasted(due.ms...max(due.ms, live.created.ms), for: promise.seat.network, [author, asks])
        {
            verdict.calmLateness.append(late.inMilliseconds)
        }
    }

    /// Does what Kicau says of the delivery agree with what is there?
    private func checkEnd(
        _ promise: Promise, _ delivery: SeenDelivery, _ parts: [[Truth.Live]], _ verdict: inout Verdict
    ) {
        switch delivery.state {
        case .published:
            verdict.published += 1
            if parts.contains(where: \.isEmpty) { verdict.note(.lost, promise.name) }
        case .refused:
            verdict.refused += 1
            // A thread may be refused in its middle, but what is there must be known.
            if parts.filter({ !$0.isEmpty }).count > delivery.receipts {
                verdict.note(.lost, "\(promise.name): refused, yet there")
            }
            if !delivery.saysWhy { verdict.note(.speechless, promise.name) }
        case .waiting:
            verdict.note(.unsettled, promise.name)
            if !delivery.saysWhy { verdict.note(.speechless, promise.name) }
        case .scheduled, .claimed, .intent, .unknown, .reconciling, .dropped, .cancelled:
            verdict.note(.unsettled, "\(promise.name): \(delivery.state.rawValue)")
        }
    }

    /// Parts in order, each under the one before, and as they were written.
    private func checkShape(_ promise: Promise, _ first: [Truth.Live?], _ verdict: inout Verdict) {
        let there = first.prefix { $0 != nil }.compactMap { $0 }
        let pairs = zip(there, there.dropFirst())
        if there.count < first.compactMap({ $0 }).count || pairs.contains(where: { $0.created > $1.created })
            || pairs.contains(where: { !Witness.names($1.parent, $0.id) })
        {
            verdict.note(.torn, promise.name)
        }
        let texts = zip(there, promise.post.wanted)
        if texts.contains(where: { $0.text != $1 })
            || there.first.map({ $0.pictures != promise.post.pictures }) ?? false
        {
            verdict.note(.altered, promise.name)
        }
    }

    /// Some networks name a parent with words around it: "urn:li:comment:(urn:li:activity:7,9)".
    static func names(_ parent: String?, _ id: String) -> Bool {
        guard let parent else { return false }
        return parent == id || parent.split(whereSeparator: { ":,()".contains($0) }).contains { $0 == id }
    }

    private static let atOnce = Set(Registry.all.filter(\.rules.threadsAtOnce).map(\.id.raw))

    /// Written down before it was sent, and not sent after its time was over. Some networks take a whole thread with its
    /// first part.
    private func isAnnounced(_ live: Truth.Live, _ part: Int, of promise: Promise, by delivery: SeenDelivery) -> Bool {
        let announcing: Set = Witness.atOnce.contains(promise.seat.network) ? [0, part] : [part]
        return delivery.attempts.contains {
            announcing.contains($0.part) && $0.intended <= live.created && live.created <= $0.deadline + Witness.settle
        }
    }

    /// How far outside each intent's time it was there.
    private func misses(_ live: Truth.Live, _ part: Int, by delivery: SeenDelivery) -> String {
        let attempts = delivery.attempts.filter { $0.part == part }.map {
            "\((live.created - $0.intended).inMilliseconds) ms after an intent whose time was over "
                + "\((live.created - $0.deadline).inMilliseconds) ms before"
        }
        return attempts.isEmpty ? "without any intent" : attempts.joined(separator: ", ")
    }
}

/// When nothing was wrong with the world.
private struct Calm {
    private let everywhere: [ClosedRange<Int64>]
    private let byPerson: [String: [Int64]]

    init(_ disturbances: [Journal.Disturbance]) {
        everywhere = disturbances.filter { $0.whom == nil }.map(\.span)
        byPerson = Dictionary(grouping: disturbances.filter { $0.whom != nil }) { $0.whom ?? "" }
            .mapValues { $0.map(\.span.lowerBound) }
    }

    func lasted(_ span: ClosedRange<Int64>, for network: String, _ people: [String]) -> Bool {
        guard !everywhere.contains(where: { $0.overlaps(span) }) else { return false }
        return people.allSatisfy { person in
            !(byPerson["\(network) \(person)"] ?? []).contains { span.contains($0) }
        }
    }
}

/// What was found.
struct Verdict: Sendable, Hashable {
    enum Wrong: String, Sendable, Hashable, CaseIterable, Codable {
        case lost, twice, early, unsettled
        /// Parts of a thread in disorder or under the wrong parent.
        case torn
        /// Another text, or another number of pictures, than was written.
        case altered
        /// On a network, and in no plan.
        case stray
        /// Sent without having been written down before, or after its time was over.
        case unannounced
        /// It waits or was refused, and does not say why.
        case speechless
    }

    var deliveries = 0
    var published = 0
    var refused = 0
    private(set) var wrong: [Wrong: [String]] = [:]
    var lateness: [Int64] = []
    /// Of those that no blow and no fault has touched.
    var calmLateness: [Int64] = []

    mutating func note(_ kind: Wrong, _ what: String) { wrong[kind, default: []].append(what) }
    func count(_ kind: Wrong) -> Int { wrong[kind]?.count ?? 0 }
    var isClean: Bool { wrong.isEmpty }
}
