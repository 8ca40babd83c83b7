import KicauCore

/// The delivery record: what Kicau wrote down of one post's deliveries, for somebody who was not there.
///
/// A document with a name and a version: docs/receipts.md describes it, docs/receipts.schema.json holds it to its form.
/// Moments are RFC 3339 texts, money is whole micro-dollars, and what has nothing to say is left out.
public struct DeliveryRecord: Codable, Hashable, Sendable {
    public static let format = "kicau-delivery-record"
    /// Raised when a member changes its meaning or goes; a new one alone does not raise it.
    public static let formatVersion = 1

    public let format: String
    public let formatVersion: Int
    /// The version of the Kicau that wrote it.
    public let kicau: String
    public let writtenAt: String
    public let workspace: String
    public let post: Written
    public let deliveries: [Delivered]

    /// The post as it stands in the workspace.
    public struct Written: Codable, Hashable, Sendable {
        public let id: Int64
        public let author: String
        public let createdAt: String
        public let state: String
    }

    /// One delivery, from its plan to the newest look.
    public struct Delivered: Codable, Hashable, Sendable {
        public let id: Int64
        public let account: AccountNamed
        public let state: String
        public let waitingFor: String?
        public let due: DueNamed
        public let publishedAt: String?
        /// From the due instant to the moment the last part's yes was written down.
        public let lateMs: Int64?
        public let removedAt: String?
        public let rendition: RenditionText
        public let parts: [PartSent]
        public let steps: [StepTaken]
        public let fare: FareBooked?
        public let events: [Event]
        public let seal: Seal?
        public let presence: PresenceNamed?
        public let checks: [CheckMade]
    }
}

extension DeliveryRecord {
    public struct AccountNamed: Codable, Hashable, Sendable {
        public let platform: String
        public let handle: String
        public let displayName: String
        /// The network's own identity of the account.
        public let remoteId: String
        public let server: String
    }

    /// What the author meant, and the instant that came of it.
    public struct DueNamed: Codable, Hashable, Sendable {
        public let at: String
        public let wall: String
        public let zone: String
    }

    /// The frozen rendition, byte for byte as it was hashed.
    public struct RenditionText: Codable, Hashable, Sendable {
        public let sha256: String
        public let text: String
    }

    /// One part: its words with their hash, and what the network called it.
    public struct PartSent: Codable, Hashable, Sendable {
        public struct PictureNamed: Codable, Hashable, Sendable {
            public let sha256: String
            public let mimeType: String
            public let alt: String
        }

        public let part: Int
        public let role: String
        public let wireText: String
        public let wireTextSha256: String
        public let pictures: [PictureNamed]
        public let platformId: String?
        /// The content's own hash, where the network gives one (Bluesky).
        public let cid: String?
        public let url: String?
        public let settledAt: String?
        /// Where what came back was not what was sent; empty when nothing was, or nothing was to be compared.
        public let differences: [String]
    }

    public struct StepTaken: Codable, Hashable, Sendable {
        public let kind: String
        public let name: String
        public let part: Int
        public let picture: Int?
        public let state: String
        public let settledAt: String?
        public let attempts: [AttemptMade]
    }

    /// One visible call: written down before its first byte left.
    public struct AttemptMade: Codable, Hashable, Sendable {
        public let id: Int64
        public let intendedAt: String
        public let deadlineAt: String
        public let endedAt: String?
        public let outcome: String?
        public let status: Int?
        /// The network's own words.
        public let answer: String?
    }

    public struct FareBooked: Codable, Hashable, Sendable {
        public struct Item: Codable, Hashable, Sendable {
            public let unit: String
            public let count: Int
            public let eachMicroUsd: Int64
        }

        public let book: String
        public let items: [Item]
        public let microUsd: Int64
        public let bookedMicroUsd: Int64
        public let hold: String
    }

    public struct Event: Codable, Hashable, Sendable {
        public let at: String
        public let state: String
        public let what: String
        public let toDo: String?
        public let answer: String?
        public let status: Int?
    }

    /// Where it was last seen to stand.
    public struct PresenceNamed: Codable, Hashable, Sendable {
        public let state: String
        public let sinceAt: String
        public let seenAt: String
        public let checkedAt: String
    }

    /// A later check: was it still there, and as it was published?
    public struct CheckMade: Codable, Hashable, Sendable {
        public struct PartSeen: Codable, Hashable, Sendable {
            public let part: Int
            public let sighting: String
            public let what: String
            public let answer: String?
            public let status: Int?
            public let differences: [String]
        }

        public let dueAt: String
        /// How long after the publication it was planned; left out when a person asked.
        public let afterMs: Int64?
        /// Left out while it is still to come.
        public let doneAt: String?
        public let sighting: String?
        public let parts: [PartSeen]
    }

    /// The leaf of this delivery, with all that its hash was made over.
    public struct Seal: Codable, Hashable, Sendable {
        public let sha256: String
        /// Of the leaf before it in the workspace; empty for the first.
        public let previousSha256: String
        public let content: String
        public let madeAt: String
        /// Does it verify in the chain that this Kicau keeps?
        public let standing: SealStanding
    }

    /// What comparing a leaf with its own content and its neighbours shows.
    public enum SealStanding: String, Codable, Hashable, Sendable, CaseIterable {
        case intact
        /// Its hash is not that of its content, or its content is about another rendition.
        case changed
        /// It does not name the leaf before it, or the one after does not name it.
        case unlinked
    }
}
