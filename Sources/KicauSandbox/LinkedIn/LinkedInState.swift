/// What only LinkedIn keeps.
struct LinkedInState: Sendable, Codable {
    var settings = LinkedInSettings()
    /// Images, documents and films by urn.
    var uploads: [String: LinkedInUpload] = [:]
    /// Calls of each member in the current UTC day.
    var callsToday: [String: Int] = [:]
    var countedDay: Int64 = 0
}

/// What the hidden hand can set on LinkedIn.
struct LinkedInSettings: Sendable, Codable, Hashable {
    /// The newest version that answers; those of the 12 months before it do as well.
    var newestVersion = 202610
    var versionMonths = 12
    /// Whether the app is an approved partner and gets refresh tokens.
    var givesRefreshTokens = false
    /// How long the same content is refused.
    var duplicateWindowMs: Int64 = 24 * 3_600_000
    /// Calls a member may make in a UTC day.
    var callsPerDay = 150
    /// Whether the app has the Community Management product: pages and their posts.
    var hasCommunityManagement = true
}

/// An upload on its way or ready.
struct LinkedInUpload: Sendable, Codable, Hashable {
    enum Kind: String, Sendable, Codable { case image, document, video }

    let urn: String
    let kind: Kind
    let owner: String
    let ticket: String
    let expiresMs: Int64
    var parts: [Int: String] = [:]
    var partCount = 1
    var totalBytes: Int?
    var uploadToken = ""
    /// A film that was announced with words: they have a place of their own.
    var wantsCaptions: Bool?
    var captions: Captions?
    var sha256: String?
    var type = "application/octet-stream"
    var bytes = 0
    var readyMs: Int64 = 0
    /// How long a film will be looked through, settled when its upload began.
    var lookMs: Int64?
    var failed = false

    /// The words of a film.
    struct Captions: Sendable, Codable, Hashable {
        let language: String
        let sha256: String
    }

    enum Readiness: String, Sendable {
        case waiting = "WAITING_UPLOAD", working = "PROCESSING", ready = "AVAILABLE",
            failed = "PROCESSING_FAILED"
    }

    func readiness(at ms: Int64) -> Readiness {
        guard sha256 != nil else { return .waiting }
        guard ms >= readyMs else { return .working }
        return failed ? .failed : .ready
    }
}
