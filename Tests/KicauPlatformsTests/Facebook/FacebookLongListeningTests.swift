import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Listening to a Facebook page where much is said")
struct FacebookLongListeningTests {
    private typealias Inbox = FacebookInbox

    private func comments(_ post: String, _ numbers: Range<Int>) -> [String] {
        numbers.map { Inbox.comment("\(post)_\($0)", "Komentar \($0)") }
    }

    @Test func `reads on under the post from the cursor it was given`() async {
        let line = Inbox.answers(
            Inbox.list([Inbox.post("42_8", comments("8", 0..<10), after: "c1")]), Inbox.list([]),
            Inbox.list(comments("8", 10..<12)))

        let heard = await Inbox.listen(via: line)

        #expect(heard.said.count == 12)
        #expect(heard.said.allSatisfy { $0.about == "42_8" })
        let last = line.asked.last
        #expect(last?.call.url.hasSuffix("/42_8/comments") == true)
        #expect(
            ["filter", "order", "limit", "after"].map { last?.query($0) } == [
                "stream", "reverse_chronological", "100", "c1",
            ])
    }

    @Test func `does not read on where the rest is known`() async {
        let mark: [String: JSONValue] = ["since": .integer((.noon - .minutes(30)).ms)]
        let rows = [Inbox.comment("8_2", "Baru", "11:40:00"), Inbox.comment("8_1", "Lama", "11:20:00")]
        let line = Inbox.answers(Inbox.list([Inbox.post("42_8", rows, after: "c1")]), Inbox.list([]))

        let heard = await Inbox.listen(mark, via: line)

        #expect(heard.said.map(\.text) == ["Baru"])
        #expect(line.asked.count == 2)
    }

    @Test func `looks at fifty posts and no more`() async {
        let line = Inbox.answers(
            Inbox.list([Inbox.post("42_8", [])], after: "p1"), Inbox.list([]),
            Inbox.list([Inbox.post("42_7", [Inbox.comment("7_1", "Hai")])], after: "p2"))

        let heard = await Inbox.listen(via: line)

        #expect(heard.said.count == 1)
        #expect(line.asked.map { $0.query("after") } == [nil, nil, "p1"])
        #expect(Set(heard.mark.keys) == ["since"])
    }

    /// Five calls, or what the next could bring over five hundred, end a reading.
    @Test func `stops in good time and goes on there the next time`() async throws {
        let posts = Inbox.list((0..<6).map { Inbox.post("42_\($0)", comments("\($0)", 0..<10), after: "a\($0)") })
        let hundred = Inbox.list(comments("0", 10..<110))
        let line = Inbox.answers(posts, Inbox.list([]), hundred, hundred, hundred, hundred, hundred)

        let first = await Inbox.listen(via: line)
        let rest = ScriptedLine([
            .reply(200, Inbox.list([Inbox.comment("3_99", "Tiga")])), .reply(200, Inbox.list([])),
            .reply(200, Inbox.list([])),
        ])
        let second = await Inbox.listen(first.mark, via: rest)

        #expect(line.asked.count == 5)
        #expect(first.said.count == 60 + 300)
        #expect(first.mark["since"] == .integer((.noon - .days(7)).ms))
        #expect(first.mark["strands"]?.array?.count == 3)
        #expect(rest.asked.map { $0.query("after") } == ["a3", "a4", "a5"])
        #expect(second.said.map(\.about) == ["42_3"])
        #expect(second.mark == ["since": .integer((.noon - .minutes(70)).ms)])
    }

    @Test func `never brings more than five hundred`() async {
        let posts = Inbox.list((0..<25).map { Inbox.post("42_\($0)", comments("\($0)", 0..<10), after: "a\($0)") })
        let hundred = Inbox.list(comments("0", 10..<110), after: "b")
        let line = Inbox.answers(posts, hundred, hundred, hundred, hundred)

        let heard = await Inbox.listen(via: line)

        #expect(heard.said.count <= 500)
        #expect(line.asked.count == 3)
    }

    @Test(arguments: [MetaSample.error(100, 33), MetaSample.error(100)])
    func `goes on without a post that is deleted, or a cursor that no longer holds`(error: String) async {
        let mark: [String: JSONValue] = [
            "since": .integer((.noon - .hours(2)).ms), "newest": .integer((.noon - .hours(2)).ms), "lists": 0,
            "strands": [
                ["path": "42_8/comments", "about": "42_8", "after": "c1"],
                ["path": "42_9/comments", "about": "42_9", "after": "c2"],
            ],
        ]
        let line = ScriptedLine([.reply(400, error), .reply(200, Inbox.list([Inbox.comment("9_1", "Hai")]))])

        let heard = await Inbox.listen(mark, via: line)

        #expect(heard.said.map(\.about) == ["42_9"])
        #expect(Set(heard.mark.keys) == ["since"])
    }

    @Test func `keeps what it read when a later call fails, and asks that again`() async {
        let line = ScriptedLine([
            .reply(200, Inbox.list([Inbox.post("42_8", comments("8", 0..<10), after: "c1")])),
            .reply(200, Inbox.list([])), .noAnswer,
        ])

        let heard = await Inbox.listen(via: line)

        #expect(heard.said.count == 10)
        #expect(
            heard.mark["strands"] == [["path": "42_8/comments", "about": "42_8", "after": "c1"]])
    }

    @Test func `begins anew with a mark it cannot read`() async {
        let mark: [String: JSONValue] = ["since": "kemarin", "lists": "x", "strands": [7, ["about": "42_8"]]]
        let line = Inbox.answers(Inbox.list([]), Inbox.list([]))

        let heard = await Inbox.listen(mark, via: line)

        #expect(line.asked.count == 2)
        #expect(heard.mark == ["since": .integer((.noon - .days(7)).ms)])
    }
}
