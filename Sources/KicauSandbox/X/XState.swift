import Foundation

/// What only X keeps.
struct XState: Sendable, Codable {
    var settings = XSettings()
    var uploads: [String: XUpload] = [:]
    /// Posts read per UTC day ("2026-08-22"), as `GET /2/usage/tweets` tells it.
    var readsByDay: [String: Int] = [:]
    /// What was read today already: a second reading on the same day is not billed.
    var billedToday: Set<String> = []
    var billedDay = ""
    /// What is waiting between the legs of OAuth 1.0a.
    var requestTokens: [String: XRequestToken] = [:]
    var usedNonces: Set<String> = []
    /// The OAuth 1.0a token of each person for the app, once somebody asked for it.
    var userTokens: [String: String] = [:]
}

/// What the hidden hand can set on X.
struct XSettings: Sendable, Codable, Hashable {
    var vocabulary = XVocabulary.old
    var rateLimitForm = XTrouble.RateLimitForm.v1
    /// Credits left, in micro-dollars; nil: nobody counts.
    var creditMicroUSD: Int64?
    /// Posts that may be read in a month.
    var monthlyReadCap = 3_000_000
    /// Accounts with a Premium subscription: long posts and edits.
    var premium: [String] = []
    /// Whose reads are own reads at the low price: the account that owns the app.
    var appOwner = "1820100000000099"
    /// How long a text may not be posted again.
    var duplicateWindowMs: Int64 = 24 * 3_600_000
    /// What the app was bought as; nil is pay per use.
    var plan: XSoldPlan?
    /// Prices that come after those of X's own table.
    var priceChanges: [XPriceChange]?
    /// A post that is read again on the same day is billed again: that it is not is a soft promise of X's pricing page.
    var billsRepeats: Bool?
    /// Other limits than X's own, by `XLimit` name.
    var limits: [String: Int] = [:]
}

/// Only Enterprise plans have quoting since 2026-04-20: docs.x.com, changelog of 2026-04-16; read 2026-08-22.
enum XSoldPlan: String, Sendable, Codable, Hashable { case payPerUse, enterprise }

/// An upload on its way or ready.
struct XUpload: Sendable, Codable, Hashable {
    let id: String
    let account: String
    let category: String
    var type: String
    let totalBytes: Int
    let createdMs: Int64
    let expiresMs: Int64
    /// Segments that came, by index, as digests of the media shelf.
    var segments: [Int: String] = [:]
    var sha256: String?
    var bytes = 0
    var alt = ""
    /// Which file's words are shown with a film, by X's code of their language; nil: none.
    var subtitles: [String: String]?
    /// When processing began and ends; nil for what needs none.
    var processing: Processing?

    struct Processing: Sendable, Codable, Hashable {
        let startMs: Int64
        let readyMs: Int64
        let fails: Bool
    }

    enum Kind: String, Sendable { case photo, video, animatedGIF = "animated_gif", subtitles }

    var kind: Kind {
        if category.hasSuffix("gif") || (type == "image/gif" && processing != nil) { return .animatedGIF }
        if category.hasSuffix("video") { return .video }
        return category == "subtitles" ? .subtitles : .photo
    }

    /// For example "3_1820…".
    var mediaKey: String {
        switch kind {
        case .photo, .subtitles: "3_\(id)"
        case .video: "7_\(id)"
        case .animatedGIF: "16_\(id)"
        }
    }

    enum Readiness: Sendable, Hashable {
        case uploading, pending
        case working(percent: Int)
        case ready, failed
    }

    func readiness(at ms: Int64) -> Readiness {
        guard sha256 != nil else { return .uploading }
        guard let processing else { return .ready }
        if ms >= processing.readyMs { return processing.fails ? .failed : .ready }
        let span = max(1, processing.readyMs - processing.startMs)
        let percent = Int((ms - processing.startMs) * 100 / span)
        return percent < 20 ? .pending : .working(percent: percent)
    }
}

/// A request token of OAuth 1.0a.
struct XRequestToken: Sendable, Codable, Hashable {
    let secret: String
    let callback: String
    var verifier: String?
    var account: String?
}
