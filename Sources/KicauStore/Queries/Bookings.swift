public import KicauCore

/// Which bookings are asked for.
public struct BookingQuestion: Sendable {
    public let from: Instant
    /// Without it.
    public let to: Instant
    /// Only those that touch this account or one under it.
    public let account: LedgerAccount?

    public init(from: Instant, to: Instant, account: LedgerAccount? = nil) {
        self.from = from
        self.to = to
        self.account = account
    }
}

/// A place between two bookings.
public struct BookingPlace: Sendable, Hashable {
    public let at: Instant
    public let id: Int64

    public init(at: Instant, id: Int64) {
        self.at = at
        self.id = id
    }
}

extension Transaction {
    /// Newest first, from a place on.
    public func bookings(
        _ question: BookingQuestion, before place: BookingPlace? = nil, of workspace: ID<Workspace>, limit: Int
    ) throws -> [Booking] {
        let rest: Query = place.map { "AND (at_ms < \($0.at) OR at_ms = \($0.at) AND ledger_txn.id < \($0.id))" } ?? ""
        return try bookings(
            "\(part: within(question, of: workspace)) \(part: rest) ORDER BY ledger_txn.at_ms DESC, ledger_txn.id DESC LIMIT \(limit)"
        )
    }

    /// Oldest first, from a place on.
    public func bookings(
        _ question: BookingQuestion, after place: BookingPlace?, of workspace: ID<Workspace>, limit: Int
    ) throws -> [Booking] {
        let rest: Query = place.map { "AND (at_ms > \($0.at) OR at_ms = \($0.at) AND ledger_txn.id > \($0.id))" } ?? ""
        return try bookings(
            "\(part: within(question, of: workspace)) \(part: rest) ORDER BY ledger_txn.at_ms, ledger_txn.id LIMIT \(limit)"
        )
    }

    public func booking(_ id: ID<Booking>, of workspace: ID<Workspace>) throws -> Booking? {
        try bookings("ledger_txn.workspace_id = \(workspace) AND ledger_txn.id = \(id)").first
    }

    public func countBookings(_ question: BookingQuestion, of workspace: ID<Workspace>) throws -> Int {
        try first(
            "SELECT COUNT(*) AS count FROM ledger_txn WHERE \(part: within(question, of: workspace))",
            { try $0.int("count") }) ?? 0
    }

    private func within(_ question: BookingQuestion, of workspace: ID<Workspace>) -> Query {
        let span: Query =
            "ledger_txn.workspace_id = \(workspace) AND ledger_txn.at_ms >= \(question.from) AND ledger_txn.at_ms < \(question.to)"
        guard let account = question.account?.name else { return span }
        // Accounts are compared byte by byte, and ";" comes right after ":".
        return span
            + """
             AND EXISTS (SELECT 1 FROM ledger_entry WHERE txn_id = ledger_txn.id
                AND (account = \(account) OR account >= \(account + ":") AND account < \(account + ";")))
            """
    }

    private func bookings(_ condition: Query) throws -> [Booking] {
        let rows = try all(
            """
            SELECT ledger_txn.id AS id, ledger_txn.kind AS kind, ledger_txn.at_ms AS at_ms, ledger_txn.note AS note, memo,
                reference, entered_by, entered_ms, corrects,
                (SELECT MIN(id) FROM ledger_txn AS later WHERE later.corrects = ledger_txn.id) AS corrected_by,
                hold.platform AS hold_platform, hold.fare AS hold_fare, hold.account_id AS hold_account, post_id
            FROM ledger_txn
            LEFT JOIN hold ON hold.workspace_id = ledger_txn.workspace_id AND hold.name =
                CASE WHEN substr(ledger_txn.note, 1, 11) = 'correction/' THEN substr(ledger_txn.note, 12)
                ELSE ledger_txn.note END
            LEFT JOIN delivery ON delivery.id = hold.delivery_id
            WHERE \(part: condition)
            """, BookingRow.init)
        guard !rows.isEmpty else { return [] }
        let entries = try all(
            """
            SELECT txn_id, account, micro_usd FROM ledger_entry WHERE txn_id IN (\(list: rows.map(\.id)))
            ORDER BY txn_id, micro_usd DESC, account
            """,
            {
                (
                    txn: try $0.int64("txn_id"),
                    entry: Booking.Entry(LedgerAccount(try $0.text("account")), try $0.money("micro_usd"))
                )
            })
        let byBooking = Dictionary(grouping: entries, by: \.txn)
        return rows.map { row in row.booking((byBooking[row.id] ?? []).map(\.entry)) }
    }
}

extension Booking.Kind {
    /// As its row says: corrections and fees are spending, known by what they refer to.
    var stored: String {
        switch self {
        case .spent, .correction, .fee: Booking.Kind.spent.rawValue
        case .payment, .adjustment, .reversal: rawValue
        }
    }
}

/// A booking whose entries are still to come.
private struct BookingRow {
    let id: Int64
    private let kind: Booking.Kind
    private let at: Instant
    private let subject: String
    private let memo: String
    private let reference: String
    private let enteredBy: String?
    private let entered: Instant?
    private let corrects: ID<Booking>?
    private let correctedBy: ID<Booking>?
    private let work: Booking.Work?

    init(_ row: Row) throws {
        id = try row.int64("id")
        at = try row.instant("at_ms")
        subject = try row.text("note")
        memo = try row.text("memo")
        reference = try row.text("reference")
        enteredBy = try row.textOrNil("entered_by")
        entered = try row.instantOrNil("entered_ms")
        corrects = try row.int64OrNil("corrects").map(ID.init)
        correctedBy = try row.int64OrNil("corrected_by").map(ID.init)
        let written: Booking.Kind = try row.word("kind")
        kind =
            switch written {
            case .spent where corrects != nil: .correction
            case .spent where subject.hasPrefix(Booking.feePrefix): .fee
            case .spent, .correction, .fee, .payment, .adjustment, .reversal: written
            }
        work = try row.textOrNil("hold_platform").map { platform in
            Booking.Work(
                platform: PlatformID(platform), post: try row.int64OrNil("post_id").map(ID.init),
                account: try row.int64OrNil("hold_account").map(ID.init),
                book: try row.familiar("hold_fare", as: Fare.self).book)
        }
    }

    func booking(_ entries: [Booking.Entry]) -> Booking {
        Booking(
            id: ID(id), kind: kind, at: at, subject: subject, work: work, memo: memo, reference: reference,
            enteredBy: enteredBy, entered: entered, corrects: corrects, correctedBy: correctedBy, entries: entries)
    }
}
