/// What a network takes and promises: the forms, the CLI and the API schema are drawn from it.
public struct PlatformRules: Sendable {
    public let textLimit: Fact<Int>
    public let maxPictures: Fact<Int>
    public let maxAltLength: Int
    /// Nil: it takes no videos, or none from us.
    public let videos: VideoRules?
    /// Nil: it takes no documents, or none from us.
    public let documents: DocumentRules?
    public let needsPicture: Bool
    public let canThread: Bool
    /// Does the first commit write a whole thread?
    public let threadsAtOnce: Bool
    public let canFirstComment: Bool
    /// For every account; where it hangs on the account, `Platform.canDelete(for:)` says more.
    public let canDelete: Bool
    /// Can other words be put in a published part's place?
    public let canEdit: Bool
    /// Nil: what is said to an account cannot be read.
    public let inbox: InboxRules?
    /// Does it show the card that comes with a post? Others fetch the linked page themselves.
    public let showsCards: Bool
    /// Does the network fetch pictures by URL, so that a public media address is needed?
    public let fetchesMedia: Bool
    /// How long a request the network has taken in may still take effect (L of the delivery protocol).
    public let settleTime: Duration
    /// What absence is worth after the quiet period.
    public let absence: AbsenceProof
    /// Does the network refuse words it has had from the same account before?
    public let refusesRepeats: Bool
    /// Refresh when this much of the token's life is used, in percent.
    public let refreshAtPercent: Int
    public let sendLimits: [SendLimit]
    /// How often an account is counted: less often where that costs money.
    public let countsEvery: Duration
    /// Does it tell what a developer app has used?
    public let tellsUsage: Bool
    /// What an author may ask for beyond text and pictures.
    public let options: [PostOption]
    /// How long before it is due a delivery's uploads and containers begin, so that the commit falls on its second.
    public let stagingLead: Duration

    public init(
        textLimit: Fact<Int>, maxPictures: Fact<Int>, maxAltLength: Int, videos: VideoRules? = nil,
        documents: DocumentRules? = nil,
        needsPicture: Bool = false, canThread: Bool, threadsAtOnce: Bool = false,
        canFirstComment: Bool, canDelete: Bool, canEdit: Bool = false, inbox: InboxRules? = nil,
        showsCards: Bool = false, fetchesMedia: Bool = false, settleTime: Duration,
        absence: AbsenceProof, refusesRepeats: Bool = false, refreshAtPercent: Int = 75,
        sendLimits: [SendLimit] = [], countsEvery: Duration = .days(1), tellsUsage: Bool = false,
        options: [PostOption] = [],
        stagingLead: Duration = .seconds(60)
    ) {
        self.textLimit = textLimit
        self.maxPictures = maxPictures
        self.maxAltLength = maxAltLength
        self.videos = videos
        self.documents = documents
        self.needsPicture = needsPicture
        self.canThread = canThread
        self.threadsAtOnce = threadsAtOnce
        self.canFirstComment = canFirstComment
        self.canDelete = canDelete
        self.canEdit = canEdit
        self.inbox = inbox
        self.showsCards = showsCards
        self.fetchesMedia = fetchesMedia
        self.settleTime = settleTime
        self.absence = absence
        self.refusesRepeats = refusesRepeats
        self.refreshAtPercent = refreshAtPercent
        self.sendLimits = sendLimits
        self.countsEvery = countsEvery
        self.tellsUsage = tellsUsage
        self.options = options
        self.stagingLead = stagingLead
    }
}

extension PlatformRules {
    /// Videos take their time: here to be encoded, there to be looked through; a document may be as large. Many
    /// pictures take theirs.
    public func stagingLead(for rendition: Rendition) -> Duration {
        let media = rendition.parts.flatMap(\.media)
        let lead = max(stagingLead, .seconds(5 * media.count))
        return media.contains { $0.original.isVideo || $0.original.isDocument } ? max(lead, .minutes(15)) : lead
    }
}

/// What "it was not seen" is worth on a network, once the quiet period has passed.
public enum AbsenceProof: String, Sendable, Codable {
    /// One look proves it (a record key, a container's state), and then says "absent"; "not seen" proves nothing.
    case certain
    /// Two looks, a minute apart, are taken as proof (one's own server).
    case twoLooks
    /// It proves nothing: a person is asked, unless the workspace allows sending again after two looks.
    case weak
}
