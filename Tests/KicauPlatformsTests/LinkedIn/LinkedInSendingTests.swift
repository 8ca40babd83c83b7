import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A commit to LinkedIn")
struct LinkedInSendingTests {
    let member = Sample.signedIn(Sample.account("linkedin", remoteID: "urn:li:person:abc", handle: "Ayu"), refresh: nil)
    let house = Sample.signedIn(Sample.account("linkedin", remoteID: "urn:li:organization:9", handle: "kedai"))
    let commit = Step(.commit, "post", part: 0)
    static let duplicate =
        #"{"message":"Content is a duplicate of urn:li:share:77","errorDetails":{"inputErrors":[{"description":"Duplicate post is detected","code":"DUPLICATE_POST"}]},"status":422}"#

    func outcome(
        _ answers: ScriptedLine.Answer..., adopts: Bool = false, of signedIn: SignedIn? = nil,
        others: Set<String> = [], twinWasRemoved: Bool = false
    ) async -> Outcome {
        let errand = Sample.errand(
            LinkedIn(), Sample.post("kopi"), step: commit, signedIn: signedIn ?? member,
            progress: Progress(others: others, adoptsDuplicate: adopts, twinWasRemoved: twinWasRemoved))
        return await LinkedIn().commit(errand, via: ScriptedLine(answers))
    }

    @Test func `is one call with the version's headers`() async {
        let line = ScriptedLine([.reply(201, "", [("X-RestLi-Id", "urn:li:share:77")])])

        let outcome = await LinkedIn().commit(
            Sample.errand(LinkedIn(), Sample.post("kopi (enak)"), step: commit, signedIn: member), via: line)

        #expect(
            outcome.receipt
                == Receipt(remoteID: "urn:li:share:77", url: "https://www.linkedin.com/feed/update/urn:li:share:77/"))
        #expect(line.asked.map(\.call.isCommit) == [true])
        #expect(line.asked[0].header("linkedin-version") == "202609")
        #expect(line.asked[0].header("x-restli-protocol-version") == "2.0.0")
        #expect(line.asked[0].json?["commentary"] == "kopi \\(enak\\)")
        #expect(line.asked[0].json?["author"] == "urn:li:person:abc")
        #expect(line.asked[0].json?["content"] == nil)
    }

    @Test func `shapes one picture and many as LinkedIn wants`() {
        let one = LinkedInWire.newPost(author: "a", text: "", media: [("urn:li:image:1", "A cup")])
        let two = LinkedInWire.newPost(author: "a", text: "", media: [("urn:li:image:1", ""), ("urn:li:image:2", "")])

        #expect(one.at("content", "media") == ["id": "urn:li:image:1", "altText": "A cup"])
        #expect(two.at("content", "multiImage", "images") == [["id": "urn:li:image:1"], ["id": "urn:li:image:2"]])
    }

    @Test func `adopts the named post only when an earlier try may have landed`() async {
        let adopted = await outcome(.reply(422, Self.duplicate), adopts: true)
        let strange = await outcome(.reply(422, Self.duplicate))
        let person = await outcome(
            .reply(422, Self.duplicate.replacing("urn:li:share:77", with: "urn:li:person:77")), adopts: true)

        #expect(adopted.receipt?.remoteID == "urn:li:share:77")
        guard case .duplicate(of: nil, _) = strange else { return #expect(Bool(false)) }
        guard case .duplicate(of: nil, _) = person else { return #expect(Bool(false)) }
    }

    @Test func `does not adopt what something else of the account is known by`() async {
        let member = await outcome(.reply(422, Self.duplicate), adopts: true, others: ["urn:li:share:77"])
        let house = await outcome(
            .reply(422, Self.duplicate), .reply(200, "{}"), adopts: true, of: house, others: ["urn:li:share:77"])

        guard case .duplicate(of: nil, _) = member else { return #expect(Bool(false)) }
        guard case .duplicate(of: nil, _) = house else { return #expect(Bool(false)) }
    }

    /// LinkedIn goes on refusing a deleted post's words, and names a post that is not there.
    @Test func `asks a person for a member whose post with the same words was taken off`() async {
        let member = await outcome(.reply(422, Self.duplicate), adopts: true, twinWasRemoved: true)
        let house = await outcome(
            .reply(422, Self.duplicate), .reply(200, "{}"), adopts: true, of: house, twinWasRemoved: true)

        guard case .duplicate(of: nil, _) = member else { return #expect(Bool(false)) }
        #expect(house.receipt?.remoteID == "urn:li:share:77")
    }

    @Test(arguments: [
        "https://www.linkedin.com/feed/update/urn:li:share:77/",
        "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A77",
        "https://www.linkedin.com/posts/ayu_kopi-share-77-x1",
    ])
    func `is named by the address of what it made`(link: String) {
        #expect(LinkedIn().receipt(of: link, for: member.account)?.remoteID == "urn:li:share:77")
        #expect(LinkedIn().receipt(of: "https://www.linkedin.com/in/ayu", for: member.account) == nil)
    }

    @Test func `checks a named post where it may read`() async {
        let real = await outcome(.reply(422, Self.duplicate), .reply(200, "{}"), adopts: true, of: house)
        let ghost = await outcome(.reply(422, Self.duplicate), .reply(404, "{}"), adopts: true, of: house)

        #expect(real.receipt?.remoteID == "urn:li:share:77")
        guard case .duplicate(of: nil, _) = ghost else { return #expect(Bool(false)) }
    }

    @Test(arguments: [403, 429, 503])
    func `is in doubt where the named post could not be looked at`(status: Int) async {
        let outcome = await outcome(.reply(422, Self.duplicate), .reply(status, "{}"), adopts: true, of: house)

        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(500, #"{"status":500}"#), .reply(504, "<html>"), .reply(201, ""),
        .reply(403, "<html>"),
    ])
    func `is in doubt without a clear answer`(answer: ScriptedLine.Answer) async {
        #expect(await outcome(answer).isUnknown)
    }

    @Test func `waits for the next day when the quota is used up`() async {
        guard
            case .postponed(let until, .quotaExhausted) = await outcome(
                .reply(429, #"{"status":429,"code":"TOO_MANY_REQUESTS"}"#))
        else { return #expect(Bool(false)) }
        #expect(until == .noon + .hours(12))
    }

    @Test(arguments: try Specs.errors("linkedin"))
    func `classes every known complaint`(row: Specs.ErrorCase) {
        let body = JSONValue.members([
            ("status", row.status.map { .integer(Int64($0)) }), ("code", .string(row.marker)),
            ("serviceErrorCode", row.code.flatMap(Int64.init).map(JSONValue.integer)),
        ])
        let complaint = LinkedIn.complaint(
            Reply(status: row.status ?? 400, headers: [], body: Array(body.text.utf8), at: .noon))

        #expect(LinkedIn.errors.meaning(of: complaint).rawValue == row.meaning)
    }

    @Test func `uploads in two calls and gives LinkedIn a moment`() async {
        let line = ScriptedLine([
            .reply(200, #"{"value":{"uploadUrl":"https://www.linkedin.com/dms/1","image":"urn:li:image:1"}}"#),
            .reply(201, ""),
        ])
        let errand = Sample.errand(
            LinkedIn(), Sample.post("kopi", pictures: [Sample.picture()]),
            step: Step(.prepare, "upload", part: 0, picture: 0), signedIn: member)

        let first = await LinkedIn().prepare(errand, before: nil, via: line)
        let second = await LinkedIn().prepare(errand, before: first.result, via: line)

        #expect(first == .working(["image": "urn:li:image:1"], askAgain: .noon + .seconds(3)))
        #expect(second == .ready(["image": "urn:li:image:1"], expires: nil))
        #expect(line.asked.map(\.call.method) == [.post, .put])
    }

    @Test func `comments under the post and names the comment`() async {
        let line = ScriptedLine([.reply(201, #"{"id":"5"}"#, [("x-restli-id", "5")])])
        let post = Receipt(remoteID: "urn:li:share:77", url: "https://x")
        let errand = Sample.errand(
            LinkedIn(), Sample.post("kopi", comment: "tautan (di sini)"), step: Step(.commit, "comment", part: 1),
            signedIn: member, progress: Progress(receipts: [0: post]))

        let outcome = await LinkedIn().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "urn:li:comment:(urn:li:share:77,5)")
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Ashare%3A77/comments")
        #expect(line.asked[0].json?["message"] == ["text": "tautan (di sini)"])
    }

    @Test func `takes posts and comments off`() async {
        let line = ScriptedLine([.reply(204, ""), .reply(204, "")])

        let post = await LinkedIn().delete(Receipt(remoteID: "urn:li:share:77", url: nil), of: member, via: line)
        let comment = await LinkedIn().delete(
            Receipt(remoteID: "urn:li:comment:(urn:li:share:77,5)", url: nil), of: member, via: line)

        #expect(post == .deleted && comment == .deleted)
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/posts/urn%3Ali%3Ashare%3A77")
        #expect(line.asked[1].call.url.hasSuffix("/socialActions/urn%3Ali%3Ashare%3A77/comments/5"))
        #expect(line.asked[1].query("actor") == "urn:li:person:abc")
    }
}

@Suite("Looking for a post on LinkedIn")
struct LinkedInLookingTests {
    let member = Sample.signedIn(Sample.account("linkedin", remoteID: "urn:li:person:abc", handle: "Ayu"), refresh: nil)
    let house = Sample.signedIn(Sample.account("linkedin", remoteID: "urn:li:organization:9", handle: "kedai"))

    func look(_ signedIn: SignedIn, _ answers: ScriptedLine.Answer..., comment: Bool = false) async -> Finding {
        let post = Sample.post("kopi (enak)", comment: comment ? "tautan" : nil)
        let errand = Sample.errand(
            LinkedIn(), post, step: Step(.commit, "post", part: comment ? 1 : 0), signedIn: signedIn,
            progress: Progress(receipts: comment ? [0: Receipt(remoteID: "urn:li:share:77", url: nil)] : [:]))
        return await LinkedIn().look(errand, doubt: Sample.doubt, via: ScriptedLine(answers))
    }

    @Test func `what another delivery is known by is not found`() async {
        let errand = Sample.errand(
            LinkedIn(), Sample.post("kopi"), step: Step(.commit, "post", part: 0), signedIn: house,
            progress: Progress(others: ["urn:li:share:77"]))
        let list = #"{"elements":[{"id":"urn:li:share:77","commentary":"kopi"}]}"#

        let finding = await LinkedIn().look(errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, list)]))

        guard case .askBySending = finding else { return #expect(Bool(false)) }
    }

    @Test func `a member's is asked by sending again, without a call`() async {
        guard case .askBySending = await look(member) else { return #expect(Bool(false)) }
    }

    @Test func `an organisation's is found in its list`() async {
        let found = await look(
            house,
            .reply(
                200,
                #"{"elements":[{"id":"urn:li:share:1","commentary":"lain"},{"id":"urn:li:share:2","commentary":"kopi \\(enak\\)","publishedAt":1795521605000}]}"#
            ))
        let old = await look(
            house,
            .reply(
                200,
                #"{"elements":[{"id":"urn:li:share:2","commentary":"kopi \\(enak\\)","publishedAt":1795511605000}]}"#))

        #expect(found.receipt?.remoteID == "urn:li:share:2")
        guard case .askBySending = old else { return #expect(Bool(false)) }
    }

    @Test func `a comment is never sent again on a guess`() async {
        let found = await look(
            member, .reply(200, #"{"elements":[{"id":"5","actor":"urn:li:person:abc","message":{"text":"tautan"}}]}"#),
            comment: true)
        let hidden = await look(
            member, .reply(403, #"{"status":403,"code":"ACCESS_DENIED","message":"no"}"#), comment: true)

        #expect(found.receipt?.remoteID == "urn:li:comment:(urn:li:share:77,5)")
        guard case .notSeen = hidden else { return #expect(Bool(false)) }
    }
}
