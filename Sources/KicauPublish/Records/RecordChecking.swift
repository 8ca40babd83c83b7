import KicauCore
import KicauStore

/// What can be recomputed from delivery records alone, without their Kicau and without a network.
///
/// It shows that a record agrees with itself and with the leaves it carries. Who wrote it, it cannot show.
public struct RecordChecking: Sendable {
    /// One thing that was recomputed.
    public struct Check: Hashable, Sendable {
        public let subject: Subject
        public let delivery: Int64
        public let part: Int?
        public let holds: Bool
    }

    public enum Subject: Hashable, Sendable, CaseIterable {
        /// The rendition's text has the SHA-256 that is said of it.
        case rendition
        /// A part's words have their SHA-256, and are those of the rendition.
        case words
        /// No attempt was announced before the due instant.
        case notEarly
        /// What has a platform id was announced: its part has an attempt.
        case announced
        /// The leaf's SHA-256 is that of its content and of the leaf before it.
        case seal
        /// The leaf is about this delivery: account, rendition, due and published times, platform ids.
        case sealedContent
        /// A leaf names another leaf of these records as the one before it.
        case link
    }

    public let checks: [Check]
    /// Deliveries that are published and carry no leaf.
    public let unsealed: [Int64]
    /// Leaves whose predecessor is in none of these records.
    public let looseLinks: Int
    public var isSound: Bool { checks.allSatisfy(\.holds) }

    public init(_ records: [DeliveryRecord]) {
        let deliveries = records.flatMap(\.deliveries)
        let seals = Set(deliveries.compactMap { $0.seal?.sha256 })
        let links = deliveries.filter { delivery in
            delivery.seal.map { $0.previousSha256.isEmpty || seals.contains($0.previousSha256) } ?? false
        }
        checks =
            deliveries.flatMap(RecordChecking.checks)
            + links.map { Check(subject: .link, delivery: $0.id, part: nil, holds: true) }
        unsealed = deliveries.filter { $0.publishedAt != nil && $0.seal == nil }.map(\.id)
        looseLinks = deliveries.filter { $0.seal != nil }.count - links.count
    }

    private static func checks(_ delivery: DeliveryRecord.Delivered) -> [Check] {
        let rendition = JSONText.read(Rendition.self, in: delivery.rendition.text)
        var checks = [
            Check(
                subject: .rendition, delivery: delivery.id, part: nil,
                holds: Digest.hex(delivery.rendition.text) == delivery.rendition.sha256)
        ]
        checks += delivery.parts.map { part in
            let frozen = rendition.flatMap { $0.parts.indices.contains(part.part) ? $0.parts[part.part] : nil }
            return Check(
                subject: .words, delivery: delivery.id, part: part.part,
                holds: Digest.hex(part.wireText) == part.wireTextSha256 && frozen.map { part.isOf($0) } == true)
        }
        let attempts = delivery.steps.flatMap(\.attempts)
        if !attempts.isEmpty {
            // Moments of one length and zone: their texts sort as they do.
            let holds = attempts.allSatisfy { $0.intendedAt >= delivery.due.at }
            checks.append(Check(subject: .notEarly, delivery: delivery.id, part: nil, holds: holds))
        }
        if delivery.parts.contains(where: { $0.platformId != nil }) {
            checks.append(
                Check(subject: .announced, delivery: delivery.id, part: nil, holds: delivery.isAnnounced))
        }
        if let seal = delivery.seal {
            checks.append(
                Check(subject: .seal, delivery: delivery.id, part: nil, holds: seal.isOfItsContent))
            checks.append(
                Check(
                    subject: .sealedContent, delivery: delivery.id, part: nil,
                    holds: seal.isOf(delivery, rendition: rendition)))
        }
        return checks
    }
}

extension DeliveryRecord.PartSent {
    fileprivate func isOf(_ frozen: RenderedPart) -> Bool {
        wireText == frozen.wireText && role == frozen.role.recorded
            && pictures.map(\.sha256) == frozen.media.map(\.original.sha256)
            && pictures.map(\.alt) == frozen.media.map(\.original.alt)
    }
}

extension DeliveryRecord.Delivered {
    /// Whatever the network has called a name was announced before: by a call of that part.
    fileprivate var isAnnounced: Bool {
        let tried = Set(steps.filter { !$0.attempts.isEmpty && $0.kind == Step.Kind.commit.rawValue }.map(\.part))
        return parts.allSatisfy { $0.platformId == nil || tried.contains($0.part) }
    }
}

extension DeliveryRecord.Seal {
    fileprivate var isOfItsContent: Bool { sha256 == LeafRow.seal(of: content, after: previousSha256) }

    fileprivate func isOf(_ delivery: DeliveryRecord.Delivered, rendition: Rendition?) -> Bool {
        guard let leaf = JSONText.read(LeafContent.self, in: content) else { return false }
        let ids = delivery.parts.compactMap { $0.settledAt == nil ? nil : $0.platformId ?? "" }
        return leaf.delivery == delivery.id && leaf.renditionSHA256 == delivery.rendition.sha256
            && leaf.rendition == rendition && leaf.platform.raw == delivery.account.platform
            && leaf.accountID == delivery.account.remoteId && leaf.due.rfc3339 == delivery.due.at
            && leaf.published.rfc3339 == delivery.publishedAt && leaf.receipts.map(\.remoteID) == ids
    }
}
