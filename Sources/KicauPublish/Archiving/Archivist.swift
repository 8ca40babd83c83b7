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
            let items = try await kit.store.read { try $0.openOutbox(limit: Archivist.batch) }
            guard !items.isEmpty else { return 0 }
            // In a crowd this was left to us. People look at it, so nothing that the archive meets may hold it up.
            try await kit.store.write(as: .fenced) { tx in
                for post in try tx.posts(of: items.map(\.delivery)) { tx.refreshPost(post) }
            }
            return await archive(items)
        } catch {
            kit.log.error("the archive could not be written", metadata: ["error": "\(error)"])
            return 0
        }
    }

    /// All in one write; where one of them cannot be archived, one by one, and that one stays open.
    private func archive(_ items: [OutboxItem]) async -> Int {
        do {
            return try await close(items)
        } catch  where items.count > 1 {
            var closed = 0
            for item in items where !Task.isCancelled { closed += await archive([item]) }
            return closed
        } catch {
            kit.log.error(
                "a delivery could not be archived",
                metadata: ["delivery": "\(items.map(\.delivery))", "error": "\(error)"])
            return 0
        }
    }

    /// Gives how many of them were still open.
    private func close(_ items: [OutboxItem]) async throws -> Int {
        let now = kit.time.now()
        return try await kit.store.write { tx in
            // Another node may have been here since they were read.
            let open = Set(try tx.openOutbox(limit: Archivist.batch))
            let still = items.filter(open.contains)
            for item in still {
                switch item.kind {
                case .archive: try archive(item, tx, at: now)
                }
                try tx.closeOutbox(item.id, at: now)
            }
            return still.count
        }
    }

    private func archive(_ item: OutboxItem, _ tx: borrowing Transaction, at now: Instant) throws {
        guard let row = try tx.delivery(item.delivery) else { return }
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
