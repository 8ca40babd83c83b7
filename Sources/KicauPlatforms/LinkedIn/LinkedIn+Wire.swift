import KicauCore

/// The shapes of LinkedIn's versioned API that Kicau uses.
enum LinkedInWire {
    /// Monthly versions end after a year: the operator can raise this without a new build.
    static let version = Fact("202609", from: "learn.microsoft.com, LinkedIn versioning", read: "2026-10-01")

    static func newPost(
        author: String, text: String, media: [(urn: String, alt: String)], options: [String: JSONValue] = [:],
        article: JSONValue? = nil
    ) -> JSONValue {
        .members([
            ("author", .string(author)),
            ("commentary", .string(text)),
            ("visibility", options["visibility"] ?? "PUBLIC"),
            (
                "distribution",
                ["feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []]
            ),
            ("lifecycleState", "PUBLISHED"),
            ("isReshareDisabledByAuthor", options["isReshareDisabledByAuthor"] ?? false),
            ("content", options["poll"].map { ["poll": $0] } ?? content(media, options["title"]) ?? article),
            ("reshareContext", options["reshare_parent"].map { ["parent": $0] }),
        ])
    }

    /// A video or a document goes where a single picture goes; a document has a title in place of a description.
    private static func content(_ media: [(urn: String, alt: String)], _ title: JSONValue?) -> JSONValue? {
        let items = media.map { piece in
            let isDocument = piece.urn.hasPrefix("urn:li:document:")
            let words: JSONValue? = piece.alt.isEmpty ? nil : .string(piece.alt)
            return JSONValue.members([
                ("id", .string(piece.urn)), ("altText", isDocument ? nil : words),
                ("title", isDocument ? words : media.count == 1 ? title : nil),
            ])
        }
        guard let first = items.first else { return nil }
        return items.count == 1 ? ["media": first] : ["multiImage": ["images": .array(items)]]
    }

    static func headers(_ signedIn: SignedIn) -> [(String, Redacted<String>)] {
        headers(signedIn.credentials, signedIn.app)
    }

    static func headers(_ credentials: Credentials, _ app: AppKeys) -> [(String, Redacted<String>)] {
        [
            credentials.bearer, ("linkedin-version", Redacted(app.address("linkedinVersion", version.value))),
            ("x-restli-protocol-version", Redacted("2.0.0")),
        ]
    }

    static func api(_ app: AppKeys) -> String { app.address("api", "https://api.linkedin.com") }
    static func web(_ app: AppKeys) -> String { app.address("www", "https://www.linkedin.com") }

    static func videos(_ app: AppKeys) -> String { api(app) + "/rest/videos" }
    static func video(_ urn: String, _ app: AppKeys) -> String { videos(app) + "/" + PercentEncoding.encoded(urn) }

    static func posts(_ app: AppKeys) -> String { api(app) + "/rest/posts" }
    static func post(_ urn: String, _ app: AppKeys) -> String { posts(app) + "/" + PercentEncoding.encoded(urn) }

    /// A list in a query keeps its parentheses, and the names in it are encoded once (Rest.li 2.0).
    static func statistics(of urn: String, organisation: String, _ app: AppKeys) -> String {
        let list = urn.hasPrefix("urn:li:ugcPost:") ? "ugcPosts" : "shares"
        return api(app) + "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity="
            + PercentEncoding.encoded(organisation) + "&" + list + "=List(" + PercentEncoding.encoded(urn) + ")"
    }

    static let counts: [Metric: [String]] = [
        .views: ["impressionCount"], .reach: ["uniqueImpressionsCount"], .likes: ["likeCount"],
        .replies: ["commentCount"], .reposts: ["shareCount"], .clicks: ["clickCount"],
    ]
}

extension Account {
    /// Organisations may read their own posts back; members may not.
    var isOrganisation: Bool { remoteID.hasPrefix("urn:li:organization:") }
}
