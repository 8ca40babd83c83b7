import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Empties the outbox: seals what was published into the archive, and plans its later checks.
///
/// It runs after the platform's yes and apart from sending, so whatever goes wrong here, nothing is sent again. While many
/// posts are on their way at once it takes up little, and then catches up.
public struct Archivist: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let batch = 100

    public func run() async throws {
        let bell = Bell()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let done = await turn()
                if kit.pulse.isCrowded {
                    await bell.wait(upTo: .seconds(1))
                } else if done < Archivist.batch {
                    await bell.wait(upTo: .seconds(3))
                }
            }
        }
    }

    /// One batch; gives how many rows it closed.
    @discardableResult
    func turn() async -> Int {
        do {
            let now = kit.time.now()
            return try await kit.store.write { tx in
                let items = try tx.openOutbox(limit: Archivist.batch)
                for item in items {
                    switch item.kind {
                    case .archive: try archive(item, tx, at: now)
                    }
                    try tx.closeOutbox(item.id, at: now)
                }
                return items.count
            }
        } catch {
            kit.log.error("the archive could not be written", metadata: ["error": "\(error)"])
            return 0
        }
    }

    private func archive(_ item: OutboxItem, _ tx: borrowing Transaction, at now: Instant) throws {
        guard let row = try tx.delivery(item.delivery) else { return }
        // In a crowd this was left to us.
        tx.refreshPost(row.post)
        guard let rendition = try tx.rendition(of: item.delivery), let account = try tx.account(row.account)
        else { return }
        let receipts = Itinerary(rendition: rendition, rows: try tx.steps(of: row.id)).receipts
        let leaf = LeafContent(
            account: account.account.handle, accountID: account.account.remoteID, delivery: row.id.raw, due: row.due,
            platform: account.account.platform, published: row.published ?? now,
            receipts: receipts.sorted { $0.key < $1.key }.map(\.value), rendition: rendition,
            renditionSHA256: row.renditionSHA256)
        try tx.addLeaf(JSONText.encode(leaf), of: row.id, in: row.workspace, at: now)
        try tx.planRechecks(of: row, at: now)
    }
}

/// What a leaf holds: enough to say, without this database, what was published where, when and with which words.
struct LeafContent: Codable, Hashable {
    let account: String
    let accountID: String
    let delivery: Int64
    let due: Instant
    let platform: PlatformID
    let published: Instant
    let receipts: [Receipt]
    let rendition: Rendition
    let renditionSHA256: String
}
