import Foundation
import KicauCore

/// A body of `POST /rest/socialActions/{urn}/comments`.
struct LinkedInNewComment: Sendable, Hashable {
    let actor: String
    let object: String?
    let text: String
    let parent: String?

    private static let fields: Set<String> = ["actor", "object", "message", "parentComment", "agent"]

    init(_ body: JSONValue?) throws {
        guard case .object(let members)? = body else {
            throw Refused(LinkedInTrouble.badRequest("The body is not a JSON object").reply)
        }
        guard members["content"] == nil else { throw Refused(LinkedInTrouble.unpermitted("/content").reply) }
        for name in members.keys.sorted() where !Self.fields.contains(name) {
            throw Refused(LinkedInTrouble.field("/\(name)", "unrecognized field found but not allowed").reply)
        }
        guard let actor = members["actor"]?.string else { throw Self.missing("/actor") }
        guard let text = members["message"]?["text"]?.string, !text.isEmpty else { throw Self.missing("/message/text") }
        try Self.check(text)
        self.actor = actor
        self.text = text
        object = members["object"]?.string
        parent = members["parentComment"]?.string
    }

    static func check(_ text: String) throws {
        guard text.count <= 1250 else {
            throw Refused(LinkedInTrouble.fieldTooLong("/message/text", limit: 1250).reply)
        }
    }

    private static func missing(_ field: String) -> Refused {
        Refused(LinkedInTrouble.field(field, "field is required but not found and has no default value").reply)
    }
}
