public import KicauCore

/// Money that a person paid to a network, as they write it down.
public struct Payment: Sendable, Hashable {
    public let platform: PlatformID
    public let amount: Money
    /// "2026-11-24", in the workspace's zone.
    public let day: String
    public let memo: String
    public let reference: String

    public static let longestMemo = 500
    public static let longestReference = 100
    /// One hundred million dollars: beyond it, a mistake.
    public static let most = Money(microUSD: 100_000_000_000_000)

    public init(platform: PlatformID, amount: Money, day: String, memo: String = "", reference: String = "") {
        self.platform = platform
        self.amount = amount
        self.day = day
        self.memo = memo
        self.reference = reference
    }

    /// The noon of its day, so that it stays on that day whatever the clocks do.
    /// - Throws: `Problem` `.badInput`, `.badDate` or `.tooLong`.
    func checked(at now: Instant, zone: String) throws(Problem) -> Instant {
        guard amount > .zero, amount <= Payment.most else {
            throw Problem(
                .badInput, "What was paid has to be more than nothing and at most \(Payment.most).",
                do: "Write the amount that left your account.", field: "amount")
        }
        try Payment.check(memo, "memo", Payment.longestMemo)
        try Payment.check(reference, "reference", Payment.longestReference)
        let today = String(try Due(at: now, zone: zone).wall.prefix(10))
        guard Day(day) != nil, day >= "2006-01-01" else { throw Day.wrong(day, field: "day") }
        guard day <= today else {
            throw Problem(
                .badDate, "\(day) is still to come.", do: "Enter a payment on the day it was made, or later.",
                field: "day")
        }
        return min(try Due(wall: day + "T12:00", zone: zone).instant, now)
    }

    static func check(_ text: String, _ field: String, _ longest: Int) throws(Problem) {
        guard text.count <= longest else {
            throw Problem(
                .tooLong, "This is too long: \(text.count) characters, and \(longest) is the most.",
                do: "Shorten it.", field: field)
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Problem(
                .badInput, "There is a character in it that nobody can see.",
                do: "Write it on one line, as plain text.",
                field: field)
        }
    }
}
