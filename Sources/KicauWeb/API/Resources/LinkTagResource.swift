import HTTPTypes
import KicauCore
import KicauPublish

/// What is added to an account's links.
enum LinkTagResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/accounts/{id}/link-tags", "showLinkTags", .accounts, "Show what is added to an account's links",
            answer: .json(.ok, LinkTagsWire.shape), problems: [.notFound],
            work: { api, ask in try await show(api, ask) }),
        APIOperation(
            .put, "/accounts/{id}/link-tags", "setLinkTags", .accounts, "Say what is added to an account's links",
            details: "For posts scheduled from now on. What is left out or empty is not added.",
            gate: .key(.publish), effect: .changes, body: .json(LinkTagsWire.shape),
            answer: .json(.ok, LinkTagsWire.shape), problems: [.notFound, .tooLong],
            work: { api, ask in
                let asked = try ask.decoded(LinkTagsWire.self)
                try await api.house.publishing.setLinkTags(
                    try asked.tags, of: try ask.number(of: Account.self), by: ask.caller)
                return try await show(api, ask)
            }),
    ]

    @Sendable
    private static func show(_ api: API, _ ask: Ask) async throws -> Reply {
        let found = try await api.house.publishing.linkTags(of: try ask.number(of: Account.self), for: ask.caller)
        return try .json(LinkTagsWire(found.tags))
    }
}

struct LinkTagsWire: Codable, Sendable {
    let utmSource: String?
    let utmMedium: String?
    let utmCampaign: String?
    let utmContent: String?
    let utmTerm: String?

    init(_ tags: LinkTags) {
        let values = tags.values
        utmSource = values["utm_source"]
        utmMedium = values["utm_medium"]
        utmCampaign = values["utm_campaign"]
        utmContent = values["utm_content"]
        utmTerm = values["utm_term"]
    }

    var tags: LinkTags {
        get throws(Problem) {
            let found: [LinkTags.Name: String?] = [
                .source: utmSource, .medium: utmMedium, .campaign: utmCampaign, .content: utmContent, .term: utmTerm,
            ]
            return try LinkTags(found.compactMapValues { $0 })
        }
    }

    static let shape = Shape.named(
        "LinkTags",
        .object(
            LinkTags.Name.allCases.map {
                .may($0.rawValue, .text(most: LinkTags.longest), "The value of this parameter", like: "kicau")
            }))
}
