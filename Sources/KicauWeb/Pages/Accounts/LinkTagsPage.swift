import Hummingbird
import KicauCore
import KicauPublish

/// What is added to the links of one account.
struct LinkTagsPage: Page {
    static let template = "link-tags"

    struct Field: Sendable {
        /// "utm_source"
        let name: String
        let title: String
        let value: String
        let example: String
    }

    let frame: Frame
    let chip: AccountChip
    let path: String
    let problem: ProblemText?
    let fields: [Field]
    /// A link as it would go out; nil: as it was written.
    let sample: String?
    let most: Int
    let canSave: Bool

    init(
        _ tags: AccountLinkTags, form: LinkTagsForm, problem: Problem?, canSave: Bool, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        self.canSave = canSave
        self.problem = problem.map { ProblemText($0, voice) }
        chip = AccountChip(tags.account)
        path = "/accounts/\(tags.account.id)/links"
        fields = LinkTags.Name.allCases.map { name in
            Field(
                name: name.rawValue, title: voice.say(LinkTagsPage.title(name)), value: form.values[name] ?? "",
                example: name == .source ? tags.account.platform.raw : name == .medium ? "social" : "")
        }
        let post = tags.tags.applied(to: Post(parts: [.init(text: "https://example.org/menu")]))
        sample = tags.tags.isEmpty ? nil : post.parts[0].text
        most = LinkTags.longest
    }

    private static func title(_ name: LinkTags.Name) -> Sentence {
        switch name {
        case .source: "Source"
        case .medium: "Medium"
        case .campaign: "Campaign"
        case .content: "Content"
        case .term: "Term"
        }
    }
}

struct LinkTagsForm: Sendable {
    let values: [LinkTags.Name: String]

    init(_ form: Form) {
        values = Dictionary(uniqueKeysWithValues: LinkTags.Name.allCases.map { ($0, form.trimmed($0.rawValue)) })
    }

    init(_ tags: LinkTags) { values = Dictionary(uniqueKeysWithValues: tags.tags.map { ($0.name, $0.value) }) }
}

extension Desk {
    func linkTags(_ request: Request, _ visit: Visit) async throws -> Response {
        let tags = try await house.publishing.linkTags(
            of: try visit.number("id", of: Account.self), for: try visit.caller)
        return try linkTagsPage(tags, LinkTagsForm(tags.tags), nil, visit)
    }

    func saveLinkTags(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Account.self)
        let caller = try visit.caller
        let form = LinkTagsForm(visit.form)
        do {
            try await house.publishing.setLinkTags(try LinkTags(form.values), of: id, by: caller)
            return .seeOther("/accounts/\(id)/links", notice: .saved)
        } catch let problem as Problem where problem.field != nil {
            return try linkTagsPage(try await house.publishing.linkTags(of: id, for: caller), form, problem, visit)
        }
    }

    private func linkTagsPage(
        _ tags: AccountLinkTags, _ form: LinkTagsForm, _ problem: Problem?, _ visit: Visit
    ) throws -> Response {
        let page = LinkTagsPage(
            tags, form: form, problem: problem, canSave: try visit.caller.role.may(.publish),
            frame: frame(visit.voice.say("Link tags"), at: .accounts, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}
