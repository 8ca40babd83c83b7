import Foundation
import KicauCore

/// A body of `POST /rest/posts`.
struct LinkedInNewPost: Sendable, Hashable {
    let author: String
    let commentary: String
    let visibility: String
    let media: [Media]
    let article: JSONValue?
    let poll: JSONValue?
    let reshared: String?
    let distribution: JSONValue
    let mayBeShared: Bool

    struct Media: Sendable, Hashable {
        let urn: String
        let alt: String
        /// Of a document.
        let title: String
    }

    static let fields: Set<String> = [
        "author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor", "content",
        "reshareContext", "adContext", "contentLandingPage", "contentCallToActionLabel", "container",
    ]

    static let articleFields: Set<String> = ["source", "title", "description", "thumbnail", "thumbnailAltText"]

    init(_ body: JSONValue?) throws(LinkedInTrouble) {
        guard case .object(let members)? = body else { throw .badRequest("The body is not a JSON object") }
        for name in members.keys.sorted() where !Self.fields.contains(name) {
            throw .field("/\(name)", "unrecognized field found but not allowed")
        }
        author = try Self.string(members, "author")
        commentary = try Self.string(members, "commentary", isNeeded: false)
        visibility = try Self.string(members, "visibility")
        guard ["PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER"].contains(visibility) else {
            throw .field("/visibility", "\(visibility) is not an enum symbol")
        }
        guard try Self.string(members, "lifecycleState") == "PUBLISHED" else {
            throw .field("/lifecycleState", "Only PUBLISHED posts can be created")
        }
        guard let distribution = members["distribution"], let feed = distribution["feedDistribution"]?.string,
            ["MAIN_FEED", "NONE"].contains(feed)
        else {
            throw .field("/distribution/feedDistribution", "field is required but not found and has no default value")
        }
        self.distribution = distribution
        guard commentary.count <= 3000 else { throw .fieldTooLong("/commentary", limit: 3000) }
        media = try Self.media(members["content"])
        article = members["content"]?["article"]
        poll = members["content"]?["poll"]
        reshared = try Self.parent(in: members["reshareContext"])
        mayBeShared = try Self.flag(members, "isReshareDisabledByAuthor") != true
        try checkContent()
    }

    private static func string(
        _ members: [String: JSONValue], _ name: String, isNeeded: Bool = true
    ) throws(LinkedInTrouble) -> String {
        guard let value = members[name] else {
            if !isNeeded { return "" }
            throw .field("/\(name)", "field is required but not found and has no default value")
        }
        guard case .string(let text) = value else { throw .field("/\(name)", "is not a string") }
        return text
    }

    private static func flag(_ members: [String: JSONValue], _ name: String) throws(LinkedInTrouble) -> Bool? {
        guard let value = members[name] else { return nil }
        guard let flag = value.bool else { throw .field("/\(name)", "is not a boolean") }
        return flag
    }

    /// A post is shared by the name it was made with, not by that of its activity.
    private static func parent(in context: JSONValue?) throws(LinkedInTrouble) -> String? {
        guard let context else { return nil }
        guard let parent = context["parent"]?.string,
            parent.hasPrefix("urn:li:share:") || parent.hasPrefix("urn:li:ugcPost:")
        else { throw .field("/reshareContext/parent", "is not the urn of a share or ugcPost") }
        return parent
    }

    private static func media(_ content: JSONValue?) throws(LinkedInTrouble) -> [Media] {
        guard let content else { return [] }
        guard case .object(let members) = content, members.count == 1 else {
            throw .field("/content", "exactly one kind of content is needed")
        }
        guard let kind = members.keys.first, ["media", "multiImage", "article", "poll"].contains(kind) else {
            throw .field("/content", "no such kind of content")
        }
        if let one = members["media"] { return [try piece(one)] }
        guard let many = members["multiImage"] else { return [] }
        let images = many["images"]?.array ?? []
        guard (2...20).contains(images.count) else { throw .field("/content/multiImage/images", "2 to 20 images") }
        var pieces: [Media] = []
        for image in images { pieces.append(try piece(image)) }
        return pieces
    }

    private static func piece(_ value: JSONValue) throws(LinkedInTrouble) -> Media {
        guard let urn = value["id"]?.string, urn.hasPrefix("urn:li:") else { throw .field("/content/media/id", "urn?") }
        for name in (value.object ?? [:]).keys.sorted() where !["id", "altText", "title"].contains(name) {
            throw .field("/content/media/\(name)", "unrecognized field found but not allowed")
        }
        let alt = value["altText"]?.string ?? ""
        guard alt.count <= 4086 else { throw .fieldTooLong("/content/media/altText", limit: 4086) }
        let title = value["title"]?.string ?? ""
        if urn.hasPrefix("urn:li:document:"), title.isEmpty {
            throw .field("/content/media/title", "field is required but not found and has no default value")
        }
        return Media(urn: urn, alt: alt, title: title)
    }

    private func checkContent() throws(LinkedInTrouble) {
        if let article {
            guard let source = article["source"]?.string, source.hasPrefix("http") else {
                throw .field("/content/article/source", "a URL is needed")
            }
            guard article["title"]?.string?.isEmpty == false else {
                throw .field("/content/article/title", "field is required but not found and has no default value")
            }
            for name in (article.object ?? [:]).keys.sorted() where !Self.articleFields.contains(name) {
                throw .field("/content/article/\(name)", "unrecognized field found but not allowed")
            }
        }
        if let poll {
            let options = (poll["options"]?.array ?? []).compactMap { $0["text"]?.string }
            guard (2...4).contains(options.count), options.allSatisfy({ (1...30).contains($0.count) }) else {
                throw .field("/content/poll/options", "2 to 4 options of up to 30 characters")
            }
            guard let question = poll["question"]?.string, (1...140).contains(question.count) else {
                throw .field("/content/poll/question", "up to 140 characters")
            }
        }
        let hasContent = !media.isEmpty || article != nil || poll != nil
        if hasContent, reshared != nil { throw .field("/content", "a reshared post has no content of its own") }
        if !hasContent, reshared == nil, commentary.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
            throw .field("/commentary", "there is neither text nor content")
        }
    }

    /// What the duplicate rule compares: the author, the words and the very urns that hang on them.
    var digest: String {
        let hung =
            media.map(\.urn) + [article?["source"]?.string, poll?["question"]?.string, reshared].map { $0 ?? "" }
        return ([author, commentary] + hung).joined(separator: "\u{1F}")
    }
}

extension LinkedInTrouble: Error {}
