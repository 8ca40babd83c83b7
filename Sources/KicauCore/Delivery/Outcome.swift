/// How one commit ended. There is no "error, retry": a call ends in one of these or it is `unknown`.
public enum Outcome: Hashable, Sendable {
    /// The platform gave back an identity.
    case published(Receipt)
    /// It will never take this: say what to change.
    case refused(Refusal)
    /// It asked us to wait, or nothing left this machine.
    case postponed(until: Instant, Postponement)
    /// The token is dead: ask the person to reconnect.
    case signedOut(Refusal)
    /// Bytes left and no clear answer came: look before sending again.
    case unknown(Trace)
    /// The platform says it already has this post. Only adopted when an earlier try of ours may have landed.
    case duplicate(of: Receipt?, Refusal)
    /// What was staged (an upload, a container) is dead and no commit happened: stage it again.
    case stageAgain(Refusal)
}

/// How a reversible step (upload, container) ended.
public enum Preparation: Hashable, Sendable {
    /// Ready, with what the commit needs (a media id, a container id) and how long it lives.
    case ready([String: JSONValue], expires: Instant?)
    /// Made, but the platform is still working on it: ask again then, with what is known so far.
    case working([String: JSONValue], askAgain: Instant)
    case refused(Refusal)
    case postponed(until: Instant, Postponement)
    case signedOut(Refusal)
    /// What it was made from is gone: begin this step anew.
    case stageAgain(Refusal)
}

/// The platform's identity for what it took.
public struct Receipt: Hashable, Sendable, Codable {
    /// The platform's id of the post (AT URI on Bluesky, urn on LinkedIn).
    public let remoteID: String
    /// The address of the live post, if known.
    public let url: String?
    /// What later parts need of this one (a CID), and what came back to compare.
    public let extra: [String: JSONValue]
    /// Differences between what was sent and what came back, field by field. Empty: none, or nothing to compare.
    public let differences: [Sentence]

    public init(remoteID: String, url: String?, extra: [String: JSONValue] = [:], differences: [Sentence] = []) {
        self.remoteID = remoteID
        self.url = url
        self.extra = extra
        self.differences = differences
    }
}

/// A clear no: why, in our words, and what the person can change; with the platform's own words.
public struct Refusal: Hashable, Sendable, Codable {
    /// The class of platform_errors.csv: "invalid_content", "permission", "spam".
    public let kind: Kind
    public let what: Sentence
    public let toDo: Sentence
    /// The platform's code and words, cut to 2,000 characters.
    public let answer: String?
    public let status: Int?

    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case invalidContent = "invalid_content"
        case media
        case permission
        case token
        case appConfig = "app_config"
        case spam
        case accountLocked = "account_locked"
        case gone
        case duplicate
        case newContainer = "new_container"
        case paymentRequired = "payment_required"
        case clock
    }

    public init(_ kind: Kind, _ what: Sentence, do toDo: Sentence, answer: String? = nil, status: Int? = nil) {
        self.kind = kind
        self.what = what
        self.toDo = toDo
        self.answer = answer
        self.status = status
    }
}

/// Why a call has to wait.
public enum Postponement: Hashable, Sendable, Codable {
    case rateLimited(answer: String?)
    case quotaExhausted(answer: String?)
    case notReady(answer: String?)
    /// A video is still being encoded for this network, here.
    case beingMade
    case platformBusy(answer: String?)
    case unreachable(String)
    case paymentRequired(answer: String?)
    case overBudget(Sentence)
    /// The budget has money left, and none for this class of work.
    case overShare(Sentence)
    case noPrice(Sentence)
}
