import KicauCore
import KicauStore

/// A leaf with the ones on both sides of it in its workspace's chain.
struct LinkedLeaf: Sendable {
    let leaf: LeafRow
    let before: LeafRow?
    let after: LeafRow?

    /// Looks at one link on each side only: the whole chain may have a million.
    func standing(renditionSHA256: String) -> DeliveryRecord.SealStanding {
        guard leaf.sha256 == LeafRow.seal(of: leaf.content, after: leaf.previousSHA256),
            let content = JSONText.read(LeafContent.self, in: leaf.content),
            content.delivery == leaf.delivery.raw, content.renditionSHA256 == renditionSHA256
        else { return .changed }
        let isLinked =
            leaf.previousSHA256 == (before?.sha256 ?? "") && (after.map { $0.previousSHA256 == leaf.sha256 } ?? true)
        return isLinked ? .intact : .unlinked
    }
}

extension Transaction {
    borrowing func linkedLeaf(of delivery: DeliveryID) throws -> LinkedLeaf? {
        guard let middle = try leaf(of: delivery) else { return nil }
        return LinkedLeaf(leaf: middle, before: try leaf(before: middle), after: try leaf(after: middle))
    }
}
