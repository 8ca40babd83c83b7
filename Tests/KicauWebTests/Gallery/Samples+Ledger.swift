import KicauCore
import KicauMeter

@testable import KicauPublish
@testable import KicauWeb

extension Samples {
    private static func booking(
        _ id: Int64, _ kind: Booking.Kind = .spent, post: Int64? = nil, memo: String = "", reference: String = "",
        corrects: Int64? = nil, correctedBy: Int64? = nil, moving entries: [(String, Int64)]
    ) -> Booking {
        Booking(
            id: ID(id), kind: kind, at: now - .hours(Int(50 - id)), subject: "delivery/\(id)/part/0",
            work: kind == .spent || kind == .correction
                ? Booking.Work(
                    platform: "x", post: post.map(ID.init), account: ID(1), book: "X pay per use, 2026-04-20")
                : nil,
            memo: memo, reference: reference, enteredBy: kind == .payment ? "Ayu Lestari" : nil,
            corrects: corrects.map(ID.init), correctedBy: correctedBy.map(ID.init),
            entries: entries.map { Booking.Entry(LedgerAccount($0.0), Money(microUSD: $0.1)) })
    }

    static let bookings = [
        booking(
            46, .payment, memo: "Top-up", reference: "INV-7", moving: [("owed:x", 25_000_000), ("paid:x", -25_000_000)]),
        booking(45, .adjustment, moving: [("expenses:x:bill_difference", 20_000), ("owed:x", -20_000)]),
        booking(44, .reversal, corrects: 41, moving: [("paid:x", 5_000_000), ("owed:x", -5_000_000)]),
        booking(43, .correction, corrects: 42, moving: [("expenses:x:post_create", 5_000), ("owed:x", -5_000)]),
        booking(42, post: 44, correctedBy: 43, moving: [("expenses:x:post_create", 15_000), ("owed:x", -15_000)]),
        booking(40, moving: [("expenses:x:owned_read", 1_000), ("owed:x", -1_000)]),
        booking(39, .fee, moving: [("expenses:x:plan_fee", 200_000_000), ("owed:x", -200_000_000)]),
    ]

    static func balance(_ name: String, _ moved: Int64, _ balance: Int64) -> AccountBalance {
        AccountBalance(LedgerAccount(name), moved: Money(microUSD: moved), balance: Money(microUSD: balance))
    }

    static func ledger(_ bookings: [Booking], next: String? = nil) -> LedgerSheet {
        LedgerSheet(
            month: "2026-11", span: (now - .days(60), now - .days(30)), bookings: bookings, total: bookings.count,
            next: next)
    }

    static func prepaid(_ platform: PlatformID, _ balance: Int64, _ used: Int64) -> Prepaid {
        Prepaid(platform, balance: Money(microUSD: balance), used: Money(microUSD: used))
    }

    static func figure(_ amount: Int64, _ ours: Int64) -> (figure: BillFigure, check: BillCheck) {
        (
            BillFigure(
                platform: "x", month: "2026-10", amount: Money(microUSD: amount), source: .invoice, note: "INV-7",
                enteredBy: "Ayu Lestari", entered: now - .days(1)),
            BillCheck(
                platform: "x", month: "2026-10", theirs: Money(microUSD: amount), ours: Money(microUSD: ours))
        )
    }

    static let reads = ReadsDetail(
        platform: "x", name: "X",
        days: [
            ReadsCheck(day: "2026-11-22", theirs: 120, ours: 120), ReadsCheck(day: "2026-11-23", theirs: 90, ours: 120),
            ReadsCheck(day: "2026-11-21", theirs: 0, ours: 0),
        ], told: now - .hours(3), missing: Settlement.Story("X did not say.", do: "Ask again."))
}

extension Gallery {
    /// The ledger and the bills.
    var ledgers: [Picture] {
        var full = LedgerView(
            question: LedgerQuestion(account: "expenses:x"), sheet: Samples.ledger(Samples.bookings, next: "5-7"),
            balances: [
                Samples.balance("expenses:x:post_create", 20_000, 2_000_000),
                Samples.balance("expenses:x:post_create_url", 200_000, 3_000_000),
                Samples.balance("owed:x", 19_764_000, 4_770_000), Samples.balance("paid:x", -20_000_000, -25_000_000),
            ],
            prepaid: [
                Samples.prepaid("x", 4_770_000, 230_000), Samples.prepaid("ai", -12_000, 12_000),
                Samples.prepaid("mastodon", 1_000_000, 28_000_000),
            ], payees: ["ai", "x"])
        full.typed.network = "x"
        full.problem = Samples.broken
        let bare = LedgerView(sheet: Samples.ledger([]), balances: [], prepaid: [], payees: [])
        var typed = TypedFigure()
        (typed.network, typed.source) = ("x", "invoice")
        return [
            Picture(
                name: "today-differing",
                page: TodayPage(
                    Samples.today, differences: [DifferenceLine(what: "X counts other reads than Kicau does.")],
                    person: "Ayu Lestari", frame: frame("/"), voice)),
            Picture(
                name: "ledger",
                page: LedgerPage(
                    full, names: ["x": "X", "mastodon": "Mastodon"], canEnter: true, frame: frame("/budget/ledger"),
                    voice)),
            Picture(
                name: "ledger-none",
                page: LedgerPage(bare, names: [:], canEnter: false, frame: frame("/budget/ledger"), voice)),
            Picture(
                name: "booking",
                page: BookingPage(
                    Samples.bookings[0], names: ["x": "X"], canEnter: true, frame: frame("/budget/ledger/46"), voice)),
            Picture(
                name: "bills",
                page: BillsPage(
                    [
                        Samples.figure(15_000_000, 12_000_000), Samples.figure(12_000_000, 12_000_000),
                        Samples.figure(12_000_000, 12_100_000),
                    ], reads: [Samples.reads], payees: ["ai", "x"], typed: typed, problem: Samples.broken,
                    names: ["x": "X"], canEnter: true, canAsk: true, frame: frame("/budget/ledger/bills"), voice)),
            Picture(
                name: "bills-none",
                page: BillsPage(
                    [], reads: [], payees: [], names: [:], canEnter: false, canAsk: false,
                    frame: frame("/budget/ledger/bills"), voice)),
        ]
    }
}
