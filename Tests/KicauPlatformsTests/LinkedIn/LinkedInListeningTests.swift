import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Listening on LinkedIn")
struct LinkedInListeningTests {
    typealias It = LinkedInInboxSample

    @Test func `is not offered to members, whom LinkedIn shows to no program, and makes no call`() async {
        let line = ScriptedLine([])

        guard case .notOffered = await It.listen(line, of: It.member) else { return #expect(Bool(false)) }
        #expect(line.asked.isEmpty)
    }

    @Test func `asks each post for its comments`() async {
        let line = ScriptedLine([It.noMentions, It.page([]), It.page([])])

        let heard = await It.listen(line, posts: [It.post(77), It.post(76)])

        #expect(
            line.asked.dropFirst().map(\.call.url)
                == [77, 76].map { "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Ashare%3A\($0)/comments" })
        #expect(line.asked[1].query("start") == "0" && line.asked[1].query("count") == "50")
        #expect(line.asked[1].header("linkedin-version") == LinkedInWire.version.value)
        #expect(line.asked.allSatisfy { $0.unit == LinkedInUnit.read && !$0.call.isCommit })
        #expect(It.said(of: heard).isEmpty && It.mark(of: heard) != nil)
    }

    @Test func `hears who said what, with all that answering needs`() async {
        let line = ScriptedLine([It.noMentions, It.page([It.comment(5, "Buka jam berapa?")])])

        let heard = await It.listen(line)

        #expect(It.said(of: heard) == [It.said()])
    }

    @Test func `leaves out its own words, and what was there before the week began`() async {
        let week = 7 * 24 * 3600
        let line = ScriptedLine([
            It.noMentions,
            It.page([
                It.comment(1, "lama", after: 299 - week), It.comment(2, "minggu ini", after: 300 - week),
                It.comment(3, "kami", by: "urn:li:organization:9"), It.comment(4, "orang lain"),
            ]),
        ])

        let heard = await It.listen(line)

        #expect(It.said(of: heard).map(\.text) == ["minggu ini", "orang lain"])
    }

    @Test func `hears answers under comments that it answered, once, and knows the thread`() async {
        let ours = [8, 9].map {
            Receipt(
                remoteID: It.urn($0), url: nil, extra: ["post": "urn:li:share:77", "thread": .string(It.urn(5))])
        }
        let line = ScriptedLine([It.noMentions, It.page([It.comment(10, "Terima kasih", under: 5)])])

        let heard = await It.listen(line, posts: ours)

        #expect(line.asked.count == 2)
        #expect(
            line.asked[1].call.url
                == "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A77%2C5%29/comments"
        )
        #expect(It.said(of: heard).map(\.about) == [It.urn(8)])
        #expect(It.said(of: heard).first?.receipt.extra == ["post": "urn:li:share:77", "thread": .string(It.urn(5))])
    }

    @Test func `is at a round's end as new as its beginning, and a little older`() async {
        let first = await It.listen(ScriptedLine([It.noMentions, It.page([])]))
        let late = Instant.noon + .hours(3)
        let comments = [It.comment(1, "dulu", after: -301), It.comment(2, "baru", after: -300)]
        let second = await It.listen(
            ScriptedLine([It.noMentions, It.page(comments)]), mark: It.mark(of: first) ?? [:], now: late)

        let begun = JSONValue.integer((Instant.noon - .minutes(5)).ms)
        let later = JSONValue.integer((late - .minutes(10)).ms)
        #expect(It.mark(of: first) == ["since": begun, "mentions": begun])
        #expect(It.said(of: second).map(\.text) == ["baru"])
        #expect(It.mark(of: second) == ["since": later, "mentions": later])
    }

    @Test func `stops after ten calls and goes on there, without moving the time`() async {
        let posts = (1...12).map(It.post)
        let first = ScriptedLine([It.noMentions] + (1...9).map { It.page([It.comment($0, "satu", on: $0)]) })
        let second = ScriptedLine(
            [It.noMentions, It.page([]), It.page([]), It.page([It.comment(12, "akhir", on: 12)])])

        let begun = await It.listen(first, posts: posts)
        let ended = await It.listen(second, posts: [It.post(13)] + posts, mark: It.mark(of: begun) ?? [:])

        #expect(first.asked.count == 10 && It.said(of: begun).count == 9)
        #expect(It.mark(of: begun)?["at"] == "urn:li:share:10" && It.mark(of: begun)?["start"] == 0)
        #expect(
            second.asked.dropFirst().map(\.call.url)
                == [10, 11, 12].map { "https://api.linkedin.com/rest/socialActions/urn%3Ali%3Ashare%3A\($0)/comments" })
        #expect(It.said(of: ended).map(\.text) == ["akhir"])
        #expect(It.mark(of: ended)?["since"] == .integer((Instant.noon - .minutes(5)).ms))
    }

    @Test func `goes through all again where the post it stopped at is gone`() async {
        let line = ScriptedLine([It.noMentions, It.page([])])

        let heard = await It.listen(
            line, mark: ["since": 1, "began": 2, "at": "urn:li:share:1", "start": 50])

        #expect(line.asked.dropFirst().map { $0.query("start") } == ["0"])
        #expect(It.mark(of: heard)?["since"] == .integer(2 - 600_000) && It.mark(of: heard)?["at"] == nil)
    }

    @Test func `reads the end of a long list whose oldest stand first`() async {
        let page = (0..<50).map { It.comment($0, "a", after: $0) }
        let line = ScriptedLine([It.noMentions] + (0..<5).map { _ in It.page(page, total: 1000) })

        _ = await It.listen(line)

        #expect(line.asked.dropFirst().map { $0.query("start") } == ["0", "800", "850", "900", "950"])
    }

    @Test func `stops in a list whose newest stand first once it knows the rest`() async {
        let new = (0..<50).map { It.comment($0, "a", after: -$0) }
        let old = (0..<50).map { It.comment($0 + 50, "a", after: -86_400 * 8 - $0) }
        let line = ScriptedLine([It.noMentions, It.page(new, total: 1000), It.page(old, total: 1000)])

        let heard = await It.listen(line)

        #expect(line.asked.dropFirst().map { $0.query("start") } == ["0", "50"])
        #expect(It.said(of: heard).count == 50)
    }

    @Test func `reads five pages of a list in no order, and no more`() async {
        let page = [3, 1, 2].map { It.comment($0, "a", after: $0) } + (4...50).map { It.comment($0, "a", after: $0) }
        let line = ScriptedLine([It.noMentions] + (0..<9).map { _ in It.page(page, total: 1000) })

        _ = await It.listen(line)

        #expect(line.asked.dropFirst().map { $0.query("start") } == ["0", "50", "100", "150", "200"])
    }
}

@Suite("Listening on LinkedIn where something is in the way")
struct LinkedInHardListeningTests {
    typealias It = LinkedInInboxSample

    @Test func `passes by a post that was deleted`() async {
        let heard = await It.listen(
            ScriptedLine([It.noMentions, It.gone, It.page([It.comment(5, "Halo", on: 76)])]),
            posts: [It.post(77), It.post(76)])

        #expect(It.said(of: heard).map(\.text) == ["Halo"])
    }

    @Test func `passes by one post that is another's`() async {
        let heard = await It.listen(
            ScriptedLine([It.noMentions, It.denied, It.page([It.comment(5, "Halo", on: 76)])]),
            posts: [It.post(77), It.post(76)])

        #expect(It.said(of: heard).map(\.text) == ["Halo"])
    }

    @Test(arguments: [1, 2, 12]) func `says that a permission is missing, after two calls for comments at most`(
        posts: Int
    ) async {
        let line = ScriptedLine((0..<12).map { _ in It.denied })

        guard case .refused(let refusal) = await It.listen(line, posts: (1...posts).map(It.post)) else {
            return #expect(Bool(false))
        }
        #expect(refusal.kind == .permission)
        #expect(line.asked.count == 1 + min(posts, 2))
    }

    @Test func `waits for the next day when the quota is used up`() async {
        guard case .postponed(let until, .quotaExhausted) = await It.listen(ScriptedLine([It.tooMany, It.tooMany]))
        else {
            return #expect(Bool(false))
        }
        #expect(until == .noon + .hours(12))
    }

    @Test(arguments: [ScriptedLine.Answer.noAnswer, .neverLeft, .reply(503, ""), It.tooMany, .reply(200, "<html>")])
    func `keeps what it heard, and goes on where it was stopped`(trouble: ScriptedLine.Answer) async {
        let heard = await It.listen(
            ScriptedLine([It.noMentions, It.page([It.comment(5, "Halo")]), trouble]), posts: [It.post(77), It.post(76)])

        #expect(It.said(of: heard).map(\.text) == ["Halo"])
        #expect(It.mark(of: heard)?["at"] == "urn:li:share:76")
    }

    @Test func `says that the account is signed out`() async {
        let dead = ScriptedLine.Answer.reply(401, #"{"status":401,"serviceErrorCode":65601,"message":"revoked"}"#)

        guard case .signedOut = await It.listen(ScriptedLine([dead])) else { return #expect(Bool(false)) }
    }

    @Test func `takes nothing from comments that lack a name, a time or a speaker`() async {
        let odd = #"{"elements":[{},{"id":"5"},{"id":"6","actor":"urn:li:person:a"},7,null],"paging":{"total":5}}"#

        let heard = await It.listen(ScriptedLine([.reply(200, odd), .reply(200, odd)]))

        #expect(It.said(of: heard).isEmpty && It.mark(of: heard) != nil)
    }
}
