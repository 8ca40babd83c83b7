public import KicauCore
public import KicauMeter
import KicauStore

/// What became, on its day, of the posts that a drill had planned for it.
public struct DrilledDay: Sendable, Hashable {
    public let day: Day
    /// So many were planned for it.
    public internal(set) var due = 0
    /// They went out as they were planned.
    public internal(set) var asPlanned = 0
    /// They went out in cheaper words.
    public internal(set) var inOtherWords = 0
    /// They went out from another account.
    public internal(set) var elsewhere = 0
    /// They were put off to a later day that can be paid.
    public internal(set) var later = 0
    /// A person was asked, or has it to paste: no way that the team allows could be paid.
    public internal(set) var waiting = 0
    /// They did not go out, though a way that the team allows could be paid.
    public internal(set) var missed = 0
    /// In the month that the day begins in, by the team's zone, as it is at the end of the day.
    public internal(set) var spent = Money.zero

    public var sent: Int { asPlanned + inOtherWords + elsewhere }

    enum Fate: Sendable { case asPlanned, inOtherWords, elsewhere, later, waiting, missed }

    mutating func count(_ fate: Fate) {
        due += 1
        switch fate {
        case .asPlanned: asPlanned += 1
        case .inOtherWords: inOtherWords += 1
        case .elsewhere: elsewhere += 1
        case .later: later += 1
        case .waiting: waiting += 1
        case .missed: missed += 1
        }
    }

    init(_ day: Day) { self.day = day }

    public init(
        _ day: Day, due: Int, asPlanned: Int, inOtherWords: Int = 0, elsewhere: Int = 0, later: Int = 0,
        waiting: Int = 0, missed: Int = 0, spent: Money
    ) {
        self.day = day
        self.due = due
        self.asPlanned = asPlanned
        self.inOtherWords = inOtherWords
        self.elsewhere = elsewhere
        self.later = later
        self.waiting = waiting
        self.missed = missed
        self.spent = spent
    }
}

/// A post that a drill has planned, as it was then.
struct DrilledPost: Sendable {
    let post: PostID
    let account: AccountID
    let due: Instant
    let words: [String]
}

extension Drill {
    /// Lets each day pass, with the keepers' turns and all that is due.
    func days(of planned: [DrilledPost]) async throws -> [DrilledDay] {
        guard let last = planned.map(\.due).max() else { return [] }
        var days: [DrilledDay] = []
        var day = Day(of: kit.time.now())
        while day <= Day(of: last) {
            try await pass(day)
            days.append(try await drilled(day, planned.filter { Day(of: $0.due) == day }))
            day = day.next
        }
        return days.filter { $0.due > 0 }
    }

    private func pass(_ day: Day) async throws {
        goOn(to: day.begins)
        await keep()
        let sender = DrillSender(kit: kit) { [kit, turn] in if $0 > kit.time.now() { turn($0) } }
        var stuck: Instant?
        while let next = try await kit.store.read({ try $0.nextReady() }), next < day.next.begins, next != stuck {
            goOn(to: next)
            await keep()
            stuck = try await sender.turn() > 0 ? nil : next
        }
        goOn(to: day.next.begins - .milliseconds(1))
    }

    private func goOn(to moment: Instant) {
        if moment > kit.time.now() { turn(moment) }
    }

    /// What goes on by itself on a node: prices turn, fees are booked, what cannot be paid gives way.
    private func keep() async {
        await PriceKeeper(kit: kit).turn()
        await FeeKeeper(kit: kit).turn()
        await WayKeeper(kit: kit).turn()
    }

    private func drilled(_ day: Day, _ planned: [DrilledPost]) async throws -> DrilledDay {
        var drilled = DrilledDay(day)
        for one in planned {
            drilled.count(try await fate(of: one))
        }
        let month = try Months.month(of: day.begins, zone: caller.workspace.zone)
        drilled.spent = try await kit.store.budget(of: caller.workspace.id, month: month).spent
        return drilled
    }

    private func fate(of planned: DrilledPost) async throws -> DrilledDay.Fate {
        let rows = try await kit.store.read { try $0.deliveries(ofFamilyOf: planned.post) }
        if let sent = rows.first(where: { $0.state == .published }) {
            guard sent.account == planned.account else { return .elsewhere }
            let words = try await kit.store.read { try $0.rendition(of: sent.id) }?.parts.map(\.wireText)
            return words == planned.words ? .asPlanned : .inOtherWords
        }
        let now = kit.time.now()
        if rows.contains(where: { $0.state == .scheduled && $0.due > now }) { return .later }
        guard let waiting = rows.first(where: { $0.state == .waiting }) else { return .missed }
        return try await hasWay(waiting.id) ? .missed : .waiting
    }

    /// By the same decision that lets it give way: could any way be paid that leaves it to no person?
    private func hasWay(_ delivery: DeliveryID) async throws -> Bool {
        let giving = GivingUp(kit: kit, story: Settling.unpaidStory)
        guard let given = try await giving.read(delivery, in: .waiting) else { return false }
        let offers = try await giving.offers(for: given)
        return given.giving.decided(own: given.content.ways, offers, due: given.due.instant).contains {
            switch $0 {
            case .say, .wait, .goTo: true
            case .ask, .handOff: false
            }
        }
    }
}
