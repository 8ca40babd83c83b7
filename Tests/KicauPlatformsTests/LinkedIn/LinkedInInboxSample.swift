import KicauCore
import Testing

@testable import KicauPlatforms

/// Comments under a page's post, and what is needed to read and answer them.
enum LinkedInInboxSample {
    static let house = Sample.signedIn(
        Sample.account("linkedin", remoteID: "urn:li:organization:9", handle: "kedai"))
    static let member = Sample.signedIn(
        Sample.account("linkedin", remoteID: "urn:li:person:abc", handle: "Ayu"), refresh: nil)

    static func post(_ number: Int) -> Receipt {
        Receipt(
            remoteID: "urn:li:share:\(number)", url: "https://www.linkedin.com/feed/update/urn:li:share:\(number)/")
    }

    static func urn(_ id: Int, on post: Int = 77) -> String { "urn:li:comment:(urn:li:activity:\(post),\(id))" }

    /// As the documentation shows one, seconds after noon.
    static func comment(
        _ id: Int, _ text: String, by actor: String = "urn:li:person:dewi", after seconds: Int = 0, on post: Int = 77,
        under parent: Int? = nil
    ) -> JSONValue {
        .members([
            ("actor", .string(actor)), ("commentUrn", .string(urn(id, on: post))), ("id", .string(String(id))),
            ("created", ["actor": .string(actor), "time": .integer((Instant.noon + .seconds(seconds)).ms)]),
            ("message", ["attributes": [], "text": .string(text)]), ("object", .string("urn:li:activity:\(post)")),
            ("parentComment", parent.map { .string(urn($0, on: post)) }),
        ])
    }

    static func page(_ comments: [JSONValue], total: Int? = nil) -> ScriptedLine.Answer {
        let paging: JSONValue = ["start": 0, "count": 50, "total": .integer(Int64(total ?? comments.count))]
        return .reply(200, JSONValue.object(["elements": .array(comments), "paging": paging]).text)
    }

    /// What each reading asks for first, where nobody mentions the page.
    static let noMentions = page([])

    /// A post by somebody else that mentions the page, as its notification tells it, seconds after noon.
    static func mention(
        _ id: Int, _ text: String, by owner: String = "urn:li:person:dewi", after seconds: Int = 0
    ) -> JSONValue {
        [
            "notificationId": .integer(Int64(id)), "organizationalEntity": "urn:li:organization:9",
            "action": "SHARE_MENTION", "sourcePost": .string("urn:li:activity:\(id)"),
            "generatedActivity": .string("urn:li:share:\(id)"),
            "decoratedGeneratedActivity": [
                "share": [
                    "entity": .string("urn:li:share:\(id)"), "owner": .string(owner), "text": .string(text),
                ]
            ],
            "lastModifiedAt": .integer((Instant.noon + .seconds(seconds)).ms),
            "subscriber": "urn:li:person:ayu",
        ]
    }

    static let gone = ScriptedLine.Answer.reply(404, #"{"status":404,"code":"NOT_FOUND","message":"no"}"#)
    static let denied = ScriptedLine.Answer.reply(403, #"{"status":403,"code":"ACCESS_DENIED","message":"no"}"#)
    static let tooMany = ScriptedLine.Answer.reply(429, #"{"status":429,"code":"TOO_MANY_REQUESTS","message":"no"}"#)

    static func listen(
        _ line: ScriptedLine, posts: [Receipt] = [post(77)], mark: [String: JSONValue] = [:],
        of signedIn: SignedIn = house,
        now: Instant = .noon + .minutes(5)
    ) async -> Heard {
        await LinkedIn().listen(Listening(signedIn: signedIn, mark: mark, posts: posts, now: now), via: line)
    }

    /// A comment by somebody else, as `listen` gives it.
    static func said(_ id: Int = 5, thread: Int? = nil) -> Said {
        Said(
            kind: .comment,
            receipt: Receipt(
                remoteID: urn(id), url: post(77).url,
                extra: ["post": "urn:li:share:77", "thread": .string(urn(thread ?? id))]),
            speaker: Speaker(remoteID: "urn:li:person:dewi", handle: "", name: ""), text: "Buka jam berapa?", at: .noon,
            about: "urn:li:share:77")
    }

    static func said(of heard: Heard) -> [Said] {
        if case .said(let said, _, _) = heard { said } else { [] }
    }

    static func mark(of heard: Heard) -> [String: JSONValue]? {
        if case .said(_, let mark, _) = heard { mark } else { nil }
    }
}
