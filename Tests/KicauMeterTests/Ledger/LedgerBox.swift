import Foundation
import KicauCore

@testable import KicauMeter

/// A small ledger with everything in it that could trip another program.
enum LedgerBox {
    static let zone = "Asia/Jakarta"
    /// 23:30 on 30 November in Jakarta, and still the same day in UTC.
    static let late = Instant(ms: 1_796_056_200_000)

    static func booking(
        _ id: Int64, _ kind: Booking.Kind = .spent, at: Instant = late, memo: String = "", reference: String = "",
        by: String? = nil, corrects: Int64? = nil, correctedBy: Int64? = nil, moving entries: [(String, Int64)]
    ) -> Booking {
        Booking(
            id: ID(id), kind: kind, at: at, subject: "delivery/\(id)/part/0",
            work: kind == .spent
                ? Booking.Work(platform: "x", post: ID(17), account: ID(3), book: "X; per \"use\", 2026-04-20") : nil,
            memo: memo, reference: reference, enteredBy: by, corrects: corrects.map(ID.init),
            correctedBy: correctedBy.map(ID.init),
            entries: entries.map { Booking.Entry(LedgerAccount($0.0), Money(microUSD: $0.1)) })
    }

    static let bookings = [
        booking(
            1,
            moving: [
                ("expenses:x:post_create_url", 200_000), ("expenses:x:media_metadata", 5_000), ("owed:x", -205_000),
            ]),
        booking(2, correctedBy: 4, moving: [("expenses:x:owned_read", 1), ("owed:x", -1)]),
        booking(
            3, .payment, memo: "=cmd|' /C calc'!A0; ) \"top-up\" \\ | two\nlines", reference: "+62-INV",
            by: "@Ayu; \"B\"", moving: [("owed:x", 25_000_000), ("paid:x", -25_000_000)]),
        booking(4, .correction, corrects: 2, moving: [("owed:x", 1), ("expenses:x:owned_read", -1)]),
        // Two names that other programs would write alike.
        booking(
            5,
            moving: [
                ("expenses:ai:gpt 4;o", 283), ("expenses:ai:gpt-4-o", 333), ("expenses:ai:日本", 9), ("owed:ai", -625),
            ]),
    ]

    static func export(_ bookings: [Booking] = bookings, opening: [(String, Int64)] = []) -> LedgerExport {
        LedgerExport(
            heading: .init(workspace: "Kedai \"Aksara\"; $1", zone: zone, days: "2026-11-01"..."2026-12-01"),
            opening: opening.map { .init(LedgerAccount($0.0), Money(microUSD: $0.1)) }, bookings: bookings)
    }
}
