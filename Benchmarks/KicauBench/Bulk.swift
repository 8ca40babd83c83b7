import KicauCore
import KicauMeter
import KicauPublish
import KicauStore

/// Writes posts as scheduling would, with the same queries, but many in one transaction.
struct Bulk: Sendable {
    let ground: Ground
    let accounts: [Ground.Connected]

    private static let batch = 500

    struct Draft: Sendable {
        let content: PostContent
        let due: Due
        let key: String
        let deliveries: [(delivery: NewDelivery, hold: Fare, month: String)]
    }

    /// Posts that fall due evenly over the days from tomorrow on.
    func schedule(_ count: Int, days: Int) async throws {
        let begin = ground.time.now() + .days(1)
        for from in stride(from: 0, to: count, by: Bulk.batch) {
            let drafts = try (from..<min(from + Bulk.batch, count)).map { number in
                let due = begin + .milliseconds(Int64(days) * 86_400_000 * Int64(number) / Int64(count))
                return try draft(number, key: "planned-\(number)", due: due, targets: 1)
            }
            try await ground.store.write { tx in for draft in drafts { try plan(draft, tx) } }
        }
    }

    func draft(_ number: Int, key: String, due instant: Instant, targets: Int) throws -> Draft {
        let text = Texts.text(number)
        let chosen = (0..<targets).map { accounts[(number + $0 * 7) % accounts.count] }
        let content = DraftContent(post: Post(parts: [.init(text: text)]), accounts: chosen.map(\.account))
        return Draft(
            content: PostContent(
                json: try JSONText.encode(content), excerpt: String(text.prefix(280)), firstPicture: nil),
            due: try Due(at: instant, zone: Ground.zone), key: key,
            deliveries: try chosen.map { to in
                let units = [MeterUnit(to.network.unit)]
                let rendition = Rendition(
                    platform: to.network.id,
                    parts: [
                        RenderedPart(role: .post, wireText: text, shownText: text, spans: [], media: [], units: units)
                    ])
                return (
                    NewDelivery(
                        account: to.account, rendition: rendition, steps: to.network.steps(for: rendition),
                        key: "\(key)-\(to.account)"),
                    // Prices of long ago are not in the books; today's do.
                    try ground.prices.books.fare(for: units, on: to.network.id, at: ground.time.now()),
                    try Months.month(of: instant, zone: Ground.zone)
                )
            })
    }

    func plan(_ draft: Draft, _ tx: borrowing Transaction) throws {
        let workspace = ground.caller.workspace.id
        let planned = min(draft.due.instant - .days(1), ground.time.now())
        let post = try tx.addPost(
            draft.content, state: "scheduled", due: draft.due, key: draft.key, author: "Ayu Lestari", in: workspace,
            at: planned)
        for (new, fare, month) in draft.deliveries {
            let id = try tx.addDelivery(new, to: post, in: workspace, due: draft.due.instant, at: planned)
            _ = try tx.hold(
                NewHold(
                    name: Bulk.hold(id), workspace: workspace, delivery: id, account: new.account,
                    platform: new.rendition.platform, month: month, fare: fare), at: planned)
        }
    }

    static func hold(_ delivery: DeliveryID) -> String { "delivery/\(delivery)/part/0" }
}
