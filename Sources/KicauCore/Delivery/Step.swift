/// One call of a delivery, or a short series that is safe to repeat.
public struct Step: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// Reversible: an upload, a container. May be made again.
        case prepare
        /// Visible and irreversible: made once, then looked for.
        case commit
    }

    public let kind: Kind
    /// The platform's own name for it: "upload", "container", "alt text", "post", "reply", "comment".
    public let name: String
    /// Which part of the rendition it belongs to, from 0.
    public let part: Int
    /// Which picture or video of the part, for uploads; its card's picture comes after them.
    public let picture: Int?

    public init(_ kind: Kind, _ name: String, part: Int, picture: Int? = nil) {
        self.kind = kind
        self.name = name
        self.part = part
        self.picture = picture
    }
}

/// What the steps before have brought: ids of uploads and containers, receipts of earlier parts.
public struct Progress: Sendable {
    /// Results of the prepare steps of this part and of those after it, in order of steps; keys are the platform's own.
    public let prepared: [(step: Step, result: [String: JSONValue])]
    /// Receipts of the parts already published, by part number.
    public let receipts: [Int: Receipt]
    /// What other deliveries of the account are known by on the network: none of it is what is looked for.
    public let others: Set<String>
    /// May a duplicate answer that names a post be taken as our own earlier try?
    public let adoptsDuplicate: Bool
    /// Was a post of the account with the very same words taken off lately? Then a network may name one that is not there.
    public let twinWasRemoved: Bool

    public init(
        prepared: [(step: Step, result: [String: JSONValue])] = [], receipts: [Int: Receipt] = [:],
        others: Set<String> = [], adoptsDuplicate: Bool = false, twinWasRemoved: Bool = false
    ) {
        self.prepared = prepared
        self.receipts = receipts
        self.others = others
        self.adoptsDuplicate = adoptsDuplicate
        self.twinWasRemoved = twinWasRemoved
    }
}

/// Everything a connector may use while it carries one step.
public struct Errand: Sendable {
    public let rendition: Rendition
    public let step: Step
    public let progress: Progress
    public let signedIn: SignedIn
    /// The idempotency key, made once when the delivery was scheduled.
    public let key: String
    /// Where each picture and video, fitted for this network, lies on disk; and how networks that fetch reach it.
    public let media: [FittedMedia]
    public let now: Instant

    public init(
        rendition: Rendition, step: Step, progress: Progress, signedIn: SignedIn, key: String, media: [FittedMedia],
        now: Instant
    ) {
        self.rendition = rendition
        self.step = step
        self.progress = progress
        self.signedIn = signedIn
        self.key = key
        self.media = media
        self.now = now
    }

    public var part: RenderedPart { rendition.parts[step.part] }

    /// The picture or video this step is about.
    public var fitted: FittedMedia? {
        guard let index = step.picture, media.indices.contains(index) else { return nil }
        return media[index]
    }

    /// Is it a part of this delivery, or another one's of the account? Then it is not what is looked for, however alike.
    public func isKnown(_ remoteID: String?) -> Bool {
        guard let remoteID else { return false }
        return progress.others.contains(remoteID) || progress.receipts.values.contains { $0.remoteID == remoteID }
    }
}

/// A picture or video of one part as the network will get it, in the order of `RenderedPart.fittings`.
public struct FittedMedia: Hashable, Sendable {
    public let path: String
    public let mimeType: String
    public let width: Int
    public let height: Int
    public let bytes: Int
    public let alt: String
    /// Of videos, and of pictures with several frames.
    public let motion: Motion?
    /// A public, unguessable, expiring address for networks that fetch by URL; nil when none is set up.
    public let publicURL: String?
    /// Of videos, where the network takes them.
    public let captions: [FittedCaptions]

    public init(
        path: String, mimeType: String, width: Int, height: Int, bytes: Int, alt: String, motion: Motion? = nil,
        publicURL: String?, captions: [FittedCaptions] = []
    ) {
        self.path = path
        self.mimeType = mimeType
        self.width = width
        self.height = height
        self.bytes = bytes
        self.alt = alt
        self.motion = motion
        self.publicURL = publicURL
        self.captions = captions
    }
}

extension FittedMedia {
    public var isVideo: Bool { mimeType.hasPrefix("video/") }
    public var isDocument: Bool { mimeType == Media.documentType }
}
