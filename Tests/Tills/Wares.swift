import KicauCore
import KicauMeter
import KicauStore

/// What the processes buy. X's prices change in the middle of the month.
struct Wares: Sendable {
    let books: PriceBooks
    let workspace: ID<Workspace>

    static let month = "2026-04"
    static let campaign = ID<Campaign>(5)
    static let accounts = (1...3).map { ID<Account>($0) }
    static let zone = "Asia/Jakarta"
    /// Noon UTC on 10 April.
    private static let begins = Instant(ms: 1_775_822_400_000)
    private static let days: Int64 = 18
    private static let model = "tokens_in/m"

    init(for workspace: ID<Workspace>) throws {
        self.workspace = workspace
        books = try PriceBooks.shipped()
    }

    /// Something at random, at a random time of the month; its name tells when.
    func any(_ number: String, using random: inout SeededRandom) throws -> (hold: NewHold, at: Instant) {
        let at = Wares.begins + .milliseconds(Int64.random(in: 0..<Wares.days * 86_400_000, using: &random))
        let platform: PlatformID = Int.random(in: 0..<4, using: &random) == 0 ? .ai : "x"
        let hold = NewHold(
            name: "call/\(at.ms)/\(number)", workspace: workspace, delivery: nil,
            account: Wares.accounts.randomElement(using: &random),
            campaign: Bool.random(using: &random) ? Wares.campaign : nil, platform: platform, month: Wares.month,
            fare: try fare(units(of: platform, using: &random), on: platform, at: at))
        return (hold, at)
    }

    private func units(of platform: PlatformID, using random: inout SeededRandom) -> [MeterUnit] {
        if platform == .ai { return [MeterUnit(Wares.model, count: Int.random(in: 1...9_000, using: &random))] }
        let reading = MeterUnit("owned_read", count: Int.random(in: 1...20, using: &random))
        let all = [MeterUnit("post_create"), MeterUnit("post_create_url"), reading].shuffled(using: &random)
        return Array(all.prefix(Int.random(in: 1...2, using: &random)))
    }

    /// A function of the units, the books and the time, and of nothing else.
    func fare(_ units: [MeterUnit], on platform: PlatformID, at: Instant) throws -> Fare {
        guard platform == .ai else { return try books.fare(for: units, on: platform, at: at) }
        return Fare(items: units.map { .init(unit: $0, each: Money(microUSD: 3)) }, book: "a test")
    }

    /// The least that a call of a model can come to.
    func least(at: Instant) throws -> Fare { try fare([MeterUnit(Wares.model)], on: .ai, at: at) }

    /// When something was bought, out of its name.
    static func time(of name: String) -> Instant? {
        name.split(separator: "/").dropFirst().first.flatMap { Int64($0) }.map(Instant.init(ms:))
    }
}
