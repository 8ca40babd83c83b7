public import KicauCore
import KicauStore

/// Which part of the ledger somebody wants to see.
public struct LedgerQuestion: Sendable, Hashable {
    /// "2026-11"; nil: this month.
    public var month: String?
    /// Only what touches this account or one under it.
    public var account: String?
    /// Where the page before ended.
    public var after: String?
    public var limit: Int

    public static let most = 200
    private static let longestAccount = 200

    public init(month: String? = nil, account: String? = nil, after: String? = nil, limit: Int = 50) {
        self.month = month
        self.account = account
        self.after = after
        self.limit = min(max(1, limit), LedgerQuestion.most)
    }

    /// - Throws: `Problem` `.badInput`.
    func checkedAccount() throws(Problem) -> LedgerAccount? {
        guard let account, !account.isEmpty else { return nil }
        let name = LedgerAccount(account)
        guard account.count <= LedgerQuestion.longestAccount, name.family != nil else {
            throw Problem(
                .badInput, "\"\(String(account.prefix(60)))\" is no account of the ledger.",
                do: "Write it like expenses:x or owed:x.", field: "account")
        }
        return name
    }

    /// - Throws: `Problem` `.badInput`.
    func place() throws(Problem) -> BookingPlace? {
        guard let after else { return nil }
        let halves = after.split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2, let ms = Int64(halves[0]), let id = Int64(halves[1]) else {
            throw Problem(.badInput, "This is no place in the list.", do: "Begin at its first page.", field: "after")
        }
        return BookingPlace(at: Instant(ms: ms), id: id)
    }
}

extension BookingPlace {
    /// As the address of the next page carries it.
    var text: String { "\(at.ms)-\(id)" }
}

/// One page of the ledger of one month.
public struct LedgerSheet: Sendable {
    public let month: String
    /// The first day after it, and its own.
    public let span: (from: Instant, to: Instant)
    /// Newest first.
    public let bookings: [Booking]
    public let total: Int
    /// Goes into `LedgerQuestion.after` for the next page; nil at the end.
    public let next: String?

    public init(
        month: String, span: (from: Instant, to: Instant), bookings: [Booking], total: Int, next: String? = nil
    ) {
        self.month = month
        self.span = span
        self.bookings = bookings
        self.total = total
        self.next = next
    }
}
