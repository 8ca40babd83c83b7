import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("How a member's post is doing on LinkedIn")
struct LinkedInMemberNumberTests {
    private func read(
        _ line: ScriptedLine, _ urn: String = "urn:li:share:7", scopes: [String] = LinkedIn.countingScopes,
        comment: Bool = false
    ) async -> Reread {
        let signedIn = SignedIn(
            account: Sample.account("linkedin", remoteID: "urn:li:person:abc"),
            credentials: Credentials(accessToken: Redacted("a1"), scopes: scopes),
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret")))
        let post = comment ? Post(parts: [Post.Part(text: "Kopi")], firstComment: "Tautan") : Sample.post("Kopi")
        let parts = LinkedIn().render(post, for: signedIn.account, at: .noon).rendition.parts
        let published = PublishedPart(
            part: parts[parts.count - 1], receipt: Receipt(remoteID: urn, url: nil), parent: nil)
        return await LinkedIn().read(published, of: signedIn, now: .noon, via: line)
    }

    private func told(_ type: String, _ count: Int) -> ScriptedLine.Answer {
        .reply(200, #"{"elements":[{"count":\#(count),"metricType":"\#(type)","targetEntity":{"share":"x"}}]}"#)
    }

    private static let denied = ScriptedLine.Answer.reply(
        403,
        #"{"status":403,"serviceErrorCode":100,"code":"ACCESS_DENIED","message":"Not enough permissions to access"}"#)

    @Test(arguments: [
        ("urn:li:share:7", "(share:urn%3Ali%3Ashare%3A7)"), ("urn:li:ugcPost:7", "(ugc:urn%3Ali%3AugcPost%3A7)"),
    ])
    func `is told number by number, by the kind of post`(post: (urn: String, entity: String)) async {
        let types = ["IMPRESSION", "MEMBERS_REACHED", "REACTION", "COMMENT", "RESHARE"]
        let line = ScriptedLine(zip(types, [410, 300, 31, 4, 7]).map { told($0, $1) })

        let reread = await read(line, post.urn)

        #expect(
            reread.numbers?.values == [.views: 410, .reach: 300, .likes: 31, .replies: 4, .reposts: 7])
        #expect(reread.numbers?.missing == nil && reread.numbers?.answers.count == 5)
        #expect(
            line.asked.map(\.call.url)
                == types.map {
                    "https://api.linkedin.com/rest/memberCreatorPostAnalytics?q=entity&entity=\(post.entity)"
                        + "&queryType=\($0)&aggregation=TOTAL"
                })
        #expect(line.asked.allSatisfy { $0.unit == LinkedInUnit.read && !$0.call.isCommit })
        #expect(line.asked[0].header("linkedin-version") == LinkedInWire.version.value)
    }

    @Test func `is not asked for where the app may not, and that is said`() async {
        let line = ScriptedLine([])

        let reread = await read(line, scopes: LinkedIn.memberScopes)

        #expect(reread.numbers?.isOnlyMissing == true)
        #expect(line.asked.isEmpty)
    }

    @Test func `ends at the first no, and is not tried again for it`() async {
        let line = ScriptedLine([Self.denied])

        let reread = await read(line, scopes: [])

        #expect(reread.numbers?.missing?.what.description.contains("not to this one") == true)
        #expect(reread.numbers?.missing?.status == 403)
        #expect(line.asked.count == 1)
        #expect(Rechecking(tries: 0, now: .noon).again(after: reread) == nil)
    }

    @Test func `says that the development tier has none`() async {
        let line = ScriptedLine([.reply(404, #"{"status":404,"code":"NOT_FOUND","message":"no"}"#)])

        let reread = await read(line)

        #expect(reread.numbers?.missing?.toDo?.description.contains("development tier") == true)
    }

    @Test func `keeps what was told before the day was used up`() async {
        let tooMany = ScriptedLine.Answer.reply(429, #"{"status":429,"code":"TOO_MANY_REQUESTS","message":"no"}"#)

        let part = await read(ScriptedLine([told("IMPRESSION", 410), tooMany]))
        let none = await read(ScriptedLine([tooMany]))

        #expect(part.numbers?.values == [.views: 410] && part.numbers?.missing != nil)
        guard case .couldNotLook(_, .quotaExhausted) = none else { return #expect(Bool(false)) }
    }

    @Test func `leaves out what LinkedIn does not tell, for a nothing is no nought`() async {
        let empty = ScriptedLine.Answer.reply(200, #"{"elements":[]}"#)

        let reread = await read(ScriptedLine([told("IMPRESSION", 0), empty, empty, empty, empty]))

        #expect(reread.numbers?.values == [.views: 0])
    }

    @Test func `says that the account is signed out`() async {
        let dead = ScriptedLine.Answer.reply(401, #"{"status":401,"serviceErrorCode":65601,"message":"revoked"}"#)

        guard case .signedOut = await read(ScriptedLine([dead])) else { return #expect(Bool(false)) }
    }

    @Test func `is asked of no comment, and of no name that LinkedIn does not count`() async {
        let line = ScriptedLine([])

        #expect(await read(line, "urn:li:activity:7") == .notOffered)
        #expect(await read(line, "urn:li:comment:(urn:li:activity:7,1)", comment: true) == .notOffered)
        #expect(line.asked.isEmpty)
    }
}
