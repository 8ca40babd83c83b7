import KicauCore
import KicauMeter

struct BookingWire: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        let account: String
        let microUsd: Int64
    }

    let id: ID<Booking>
    let at: String
    let kind: String
    let subject: String
    let post: ID<Post>?
    let account: ID<Account>?
    let priceBook: String?
    let memo: String?
    let reference: String?
    let enteredBy: String?
    let enteredAt: String?
    let corrects: ID<Booking>?
    let correctedBy: ID<Booking>?
    let entries: [Entry]

    init(_ booking: Booking) {
        id = booking.id
        at = Timestamp.text(booking.at)
        kind = booking.kind.rawValue
        subject = booking.subject
        post = booking.work?.post
        account = booking.work?.account
        priceBook = booking.work.flatMap { $0.book.isEmpty ? nil : $0.book }
        memo = booking.memo.isEmpty ? nil : booking.memo
        reference = booking.reference.isEmpty ? nil : booking.reference
        enteredBy = booking.enteredBy
        enteredAt = booking.entered.map(Timestamp.text)
        corrects = booking.corrects
        correctedBy = booking.correctedBy
        entries = booking.entries.map { Entry(account: $0.account.name, microUsd: $0.amount.microUSD) }
    }

    static let shape = Shape.named(
        "Booking",
        .object([
            .must("id", .id, "Its number: K42 in a file is 42 here"),
            .must("at", .instant, "When it was booked; for a payment, the day it was made"),
            .must("kind", .words(of: Booking.Kind.self), "Why it was booked"),
            .must("subject", .text(most: 10_000), "What for, as the meter names it", like: "delivery/12/part/0"),
            .may("post", .id, "The post it was spent on"),
            .may("account", .id, "Our account whose call it was"),
            .may("price_book", .text(most: 400), "The price book it was rated by, and its day", like: "X, 2026-04-20"),
            .may("memo", .text(most: 500), "What a person wrote beside it", like: "Top-up"),
            .may("reference", .text(most: 100), "The network's number of it", like: "INV-7"),
            .may("entered_by", .text(most: 400), "Who wrote it down", like: "Ayu"),
            .may("entered_at", .instant, "When"),
            .may("corrects", .id, "The booking it corrects or takes back"),
            .may("corrected_by", .id, "The booking that corrects it"),
            .must("entries", .list(entryShape, 0...10_000), "They sum to zero"),
        ]))

    private static let entryShape = Shape.named(
        "LedgerEntry",
        .object([
            .must("account", .text(most: 400), "The ledger's account", like: "expenses:x:post_create"),
            .must("micro_usd", .integer(Int64.min...Int64.max), "Debits are positive", like: 15_000),
        ]))
}

struct LedgerWire: Encodable, Sendable {
    let month: String
    let total: Int
    let next: String?
    let items: [BookingWire]

    init(_ sheet: LedgerSheet) {
        month = sheet.month
        total = sheet.total
        next = sheet.next
        items = sheet.bookings.map(BookingWire.init)
    }

    static let shape = Shape.named(
        "Ledger",
        .object([
            .must("month", .form(.month), "In the workspace's zone"),
            .must("total", .count, "So many bookings in the month", like: 42),
            .may("next", .form(.cursor), "Ask with it as `after` for the next page; left out at the end"),
            .must("items", .list(BookingWire.shape, 0...LedgerQuestion.most), "Newest first"),
        ]))
}

struct BalanceWire: Encodable, Sendable {
    let account: String
    let movedMicroUsd: Int64
    let balanceMicroUsd: Int64

    init(_ balance: AccountBalance) {
        account = balance.account.name
        movedMicroUsd = balance.moved.microUSD
        balanceMicroUsd = balance.balance.microUSD
    }

    static let shape = Shape.named(
        "AccountBalance",
        .object([
            .must("account", .text(most: 400), "The ledger's account", like: "owed:x"),
            .must("moved_micro_usd", .integer(Int64.min...Int64.max), "Within the month", like: -45_000),
            .must("balance_micro_usd", .integer(Int64.min...Int64.max), "At the month's end", like: -230_000),
        ]))
}

struct StandingWire: Encodable, Sendable {
    let platform: String
    let balanceMicroUsd: Int64
    let usedMicroUsd: Int64
    let lastsDays: Int?

    init(_ prepaid: Prepaid) {
        platform = prepaid.platform.raw
        balanceMicroUsd = prepaid.balance.microUSD
        usedMicroUsd = prepaid.used.microUSD
        lastsDays = prepaid.lasts
    }

    static let shape = Shape.named(
        "Standing",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must(
                "balance_micro_usd", .integer(Int64.min...Int64.max), "Above zero: paid in advance. Below: owed",
                like: 4_770_000),
            .must("used_micro_usd", .integer(Int64.min...Int64.max), "In the last 28 days", like: 230_000),
            .may("lasts_days", .count, "So long the credit lasts at that pace", like: 580),
        ]))
}

struct LedgerFileWire: Encodable, Sendable {
    let name: String
    let format: String
    let bookings: Int
    let text: String

    init(_ export: LedgerExport, _ kind: LedgerExport.Format) {
        name = export.fileName(kind)
        format = kind.rawValue
        bookings = export.bookings.count
        text = export.text(kind)
    }

    static let shape = Shape.named(
        "LedgerFile",
        .object([
            .must("name", .text(most: 100), "What to call it", like: "kicau-ledger-2026-11-01-2026-11-30.journal"),
            .must("format", .words(of: LedgerExport.Format.self), "As it was asked for"),
            .must("bookings", .count, "How many are in it", like: 42),
            .must("text", .text(most: 200_000_000), "The whole file", like: "decimal-mark .\n"),
        ]))
}

/// A payment to be entered.
struct AskedPayment: Decodable, Sendable {
    let platform: String
    let microUsd: Int64
    let day: String
    let memo: String?
    let reference: String?

    var payment: Payment {
        Payment(
            platform: PlatformID(platform), amount: Money(microUSD: microUsd), day: day, memo: memo ?? "",
            reference: reference ?? "")
    }

    static let shape = Shape.named(
        "AskedPayment",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("micro_usd", .money, "What was paid", like: 25_000_000),
            .must("day", .form(.day), "When it was paid, in the workspace's zone"),
            .may("memo", .text(most: Payment.longestMemo), "A note", like: "Top-up"),
            .may("reference", .text(most: Payment.longestReference), "The network's number of it", like: "INV-7"),
        ]))
}

/// Why a booking is taken back.
struct AskedReversal: Decodable, Sendable {
    let memo: String?

    static let shape = Shape.named(
        "AskedReversal", .object([.may("memo", .text(most: Payment.longestMemo), "Why", like: "Entered twice")]))
}
