import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Posts that mention a page on LinkedIn")
struct LinkedInMentioningTests {
    typealias It = LinkedInInboxSample

    @Test func `are asked for first, since the last time, by the page's name`() async {
        let line = ScriptedLine([It.noMentions, It.page([])])

        let heard = await It.listen(line, mark: ["mentions": 7_000])

        #expect(
            line.asked[0].call.url
                == "https://api.linkedin.com/rest/organizationalEntityNotifications?q=criteria"
                + "&actions=List(SHARE_MENTION)&organizationalEntity=urn%3Ali%3Aorganization%3A9"
                + "&timeRange=(start:7000,end:\((Instant.noon + .minutes(5)).ms))&start=0&count=50")
        #expect(line.asked[0].unit == LinkedInUnit.read && !line.asked[0].call.isCommit)
        #expect(It.mark(of: heard)?["mentions"] == .integer((Instant.noon - .minutes(5)).ms))
    }

    @Test func `are heard with all that answering needs, in the words that a reader sees`() async {
        let text = "Kopi di @[Kedai](urn:li:organization:9) enak"
        let line = ScriptedLine([It.page([It.mention(88, text)]), It.page([])])

        let heard = await It.listen(line)

        #expect(
            It.said(of: heard) == [
                Said(
                    kind: .mention,
                    receipt: Receipt(
                        remoteID: "urn:li:share:88", url: "https://www.linkedin.com/feed/update/urn:li:share:88/",
                        extra: ["post": "urn:li:share:88", "elsewhere": true]),
                    speaker: Speaker(remoteID: "urn:li:person:dewi", handle: "", name: ""),
                    text: "Kopi di Kedai enak", at: .noon, about: nil)
            ])
    }

    @Test func `are left out where the page itself speaks, before the last time, and where they are of something else`()
        async
    {
        let like: JSONValue = [
            "action": "LIKE", "sourcePost": "urn:li:share:1", "lastModifiedAt": .integer(Instant.noon.ms),
        ]
        let nameless: JSONValue = ["action": "SHARE_MENTION", "lastModifiedAt": .integer(Instant.noon.ms)]
        let line = ScriptedLine([
            It.page([
                It.mention(1, "kami", by: "urn:li:organization:9"), It.mention(2, "lama", after: -8 * 24 * 3600),
                like, nameless, .null, It.mention(3, "baru"),
            ]), It.page([]),
        ])

        #expect(It.said(of: await It.listen(line)).map(\.text) == ["baru"])
    }

    @Test func `that come without their words are heard by their address`() async {
        let bare: JSONValue = [
            "action": "SHARE_MENTION", "generatedActivity": "urn:li:ugcPost:4", "sourcePost": "urn:li:activity:5",
            "lastModifiedAt": .integer(Instant.noon.ms),
        ]

        let heard = await It.listen(ScriptedLine([It.page([bare]), It.page([])]))

        #expect(It.said(of: heard).map(\.receipt.remoteID) == ["urn:li:ugcPost:4"])
        #expect(It.said(of: heard).map(\.text) == [""])
    }

    @Test func `take half of a reading's calls at most`() async {
        let page = It.page((0..<50).map { It.mention($0, "a") }, total: 1000)
        let line = ScriptedLine((0..<5).map { _ in page } + [It.page([])])

        let heard = await It.listen(line)

        #expect(line.asked.count == 6)
        #expect(
            line.asked.dropLast().map { $0.call.url.contains("organizationalEntityNotifications") } == [
                true, true, true, true, true,
            ])
        #expect(It.said(of: heard).count == 250)
    }

    @Test func `are missing where LinkedIn does not tell them, and the comments are read all the same`() async {
        let line = ScriptedLine([It.denied, It.page([It.comment(5, "Halo")])])

        guard case .said(let said, let mark, let missing) = await It.listen(line, mark: ["mentions": 7_000]) else {
            return #expect(Bool(false))
        }
        #expect(said.map(\.text) == ["Halo"])
        #expect(missing?.what.description == "LinkedIn does not tell us who mentions this page.")
        #expect(mark["mentions"] == 7_000)
    }

    /// The meter holds back what LinkedIn has refused for today, each resource by itself.
    private struct HeldBack: Line {
        let rest: ScriptedLine

        func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
            guard !request.url.contains("organizationalEntityNotifications") else {
                throw .neverLeft(retryAt: .noon + .hours(12), .rateLimited(answer: nil))
            }
            return try await rest.call(request, unit: unit)
        }
    }

    @Test func `wait for the next day where today's calls for them are used up, and the comments do not`() async {
        let comments = [It.page([It.comment(5, "Halo")]), It.page([It.comment(5, "Halo")])]
        let listening = Listening(
            signedIn: It.house, mark: ["mentions": 7_000], posts: [It.post(77)], now: .noon + .minutes(5))

        let refused = await It.listen(ScriptedLine([It.tooMany, comments[0]]), mark: ["mentions": 7_000])
        let heldBack = await LinkedIn().listen(listening, via: HeldBack(rest: ScriptedLine([comments[1]])))

        for heard in [refused, heldBack] {
            #expect(It.said(of: heard).map(\.text) == ["Halo"])
            #expect(It.mark(of: heard)?["mentions"] == 7_000)
            guard case .said(_, _, .some) = heard else { return #expect(Bool(false)) }
        }
    }

    @Test func `are kept where no comment may be read, and nothing of the comments is passed by`() async {
        let line = ScriptedLine([It.page([It.mention(88, "Halo")]), It.denied, It.denied])

        guard
            case .said(let said, let mark, let missing) = await It.listen(
                line, posts: [It.post(77), It.post(76)], mark: ["since": 5_000])
        else { return #expect(Bool(false)) }
        #expect(said.map(\.text) == ["Halo"])
        #expect(missing != nil)
        #expect(mark == ["since": 5_000, "mentions": .integer((Instant.noon - .minutes(5)).ms)])
    }

    @Test(arguments: [ScriptedLine.Answer.noAnswer, .reply(503, ""), .reply(200, "<html>")])
    func `that could not be asked for leave the comments alone, and are asked for again`(
        trouble: ScriptedLine.Answer
    ) async {
        let line = ScriptedLine([trouble, It.page([It.comment(5, "Halo")])])

        guard
            case .said(let said, let mark, let missing) = await It.listen(
                line, posts: [It.post(77)], mark: ["since": 5_000, "mentions": 6_000])
        else { return #expect(Bool(false)) }
        #expect(said.map(\.text) == ["Halo"])
        #expect(missing != nil)
        #expect(mark["mentions"] == 6_000)
    }

    @Test func `are answered under the post, and what comes back there may be shut without harm`() async {
        let mention = Receipt(
            remoteID: "urn:li:share:88", url: nil, extra: ["post": "urn:li:share:88", "elsewhere": true])
        let place = LinkedInPlace(under: mention)
        let answers = (1...3).map { Receipt(remoteID: It.urn($0, on: 88), url: nil, extra: place.kept) }
        let line = ScriptedLine([It.noMentions, It.denied, It.denied, It.denied, It.page([It.comment(5, "Halo")])])

        guard case .said(let said, _, let missing) = await It.listen(line, posts: answers + [It.post(77)]) else {
            return #expect(Bool(false))
        }
        #expect(place.post == "urn:li:share:88" && place.thread == nil && place.asked == place.post)
        #expect(said.map(\.text) == ["Halo"] && missing == nil)
    }
}
