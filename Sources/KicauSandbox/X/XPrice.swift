/// What X charges: its own table, typed off its pricing page and not from Kicau's price books, so that one checks the other.
///
/// X docs repository, pricing page: pilot of 2025-10-20, commit e6c5abf9 (2026-04-21) and 4e7b501a (2026-06-18), unchanged on
/// 2026-08-22.
enum XPrice: String, Sendable, Codable, Hashable {
    case create = "Post: Create"
    case createWithURL = "Post: Create (with URL)"
    case createSummoned = "Post: Create (summoned)"
    case metadata = "Media Metadata"
    case ownRead = "Owned Read"
    case postRead = "Post: Read"
    case userRead = "User: Read"
    /// Taken for hiding an answer and for deleting a post too, which no row names.
    case manage = "Content: Manage"

    /// By the first UTC day of each price, in micro-dollars.
    private static let table: [XPrice: [(from: String, microUSD: Int64)]] = [
        .create: [("2025-10-20", 10_000), ("2026-04-20", 15_000)],
        .createWithURL: [("2025-10-20", 10_000), ("2026-04-20", 200_000)],
        .createSummoned: [("2025-10-20", 10_000), ("2026-04-20", 10_000)],
        .metadata: [("2026-04-20", 5_000)],
        .ownRead: [("2025-10-20", 5_000), ("2026-04-20", 1_000)],
        .postRead: [("2025-10-20", 5_000)],
        .userRead: [("2025-10-20", 10_000)],
        .manage: [("2026-04-20", 5_000)],
    ]

    /// What one costs on a day; what the table did not list then cost nothing.
    func microUSD(on day: String, _ changes: [XPriceChange]) -> Int64 {
        let told = changes.filter { $0.item == rawValue }.map { (from: $0.from, microUSD: $0.microUSD) }
        let rows = (Self.table[self] ?? []) + told
        return rows.filter { $0.from <= day }.max { $0.from < $1.from }?.microUSD ?? 0
    }
}

/// A price that the hidden hand announces: `{"item": "Post: Create", "from": "2026-12-11", "microUSD": 20000}`.
struct XPriceChange: Sendable, Codable, Hashable {
    let item: String
    /// The first UTC day.
    let from: String
    let microUSD: Int64
}
