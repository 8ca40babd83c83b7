import KicauCore
import Testing

@testable import KicauPlatforms

/// Somebody, something they said, and a notification of it.
enum BlueskyTalk {
    static let ours = "did:plc:ayu"
    static let theirs = "did:plc:bima"
    static let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: ours, handle: "ayu.example", server: "https://pds.example"))

    static func uri(_ key: String, of did: String = theirs) -> String { "at://\(did)/app.bsky.feed.post/\(key)" }

    static func ref(_ key: String, of did: String) -> JSONValue {
        ["uri": .string(uri(key, of: did)), "cid": .string("cid-\(key)")]
    }

    static func notice(
        _ key: String, _ reason: String = "reply", ago: Duration = .minutes(5), from did: String = theirs,
        to parent: JSONValue? = ref("ours", of: ours), root: JSONValue? = nil, subject: String? = nil,
        embed: JSONValue? = nil
    ) -> JSONValue {
        let time = JSONValue.string(TimeReading.isoText(.noon - ago))
        return .members([
            ("uri", .string(uri(key, of: did))), ("cid", .string("cid-\(key)")),
            ("author", ["did": .string(did), "handle": "bima.example", "displayName": "Bima"]),
            ("reason", .string(reason)), ("reasonSubject", subject.map(JSONValue.string)), ("isRead", false),
            ("indexedAt", time),
            (
                "record",
                .members([
                    ("$type", "app.bsky.feed.post"), ("text", .string("Halo \(key)")), ("createdAt", time),
                    ("reply", parent.map { ["root": root ?? $0, "parent": $0] }), ("embed", embed),
                ])
            ),
        ])
    }

    static func page(_ notices: [JSONValue], cursor: String? = nil) -> ScriptedLine.Answer {
        .reply(
            200, JSONValue.members([("notifications", .array(notices)), ("cursor", cursor.map(JSONValue.string))]).text)
    }

    static func listening(_ mark: [String: JSONValue] = [:]) -> Listening {
        Listening(signedIn: signedIn, mark: mark, posts: [], now: .noon)
    }

    static func said(
        _ key: String = "k1", root: JSONValue = ref("ours", of: ours), at: Instant = .noon - .minutes(5),
        quoting quoted: JSONValue? = nil
    ) -> Said {
        var extra: [String: JSONValue] = ["cid": "cid-k1", "root": root]
        extra["quoted"] = quoted
        return Said(
            kind: .reply, receipt: Receipt(remoteID: uri(key), url: nil, extra: extra),
            speaker: Speaker(remoteID: theirs, handle: "bima.example", name: "Bima"), text: "Halo", at: at,
            about: uri("ours", of: ours))
    }
}

extension Heard {
    var saidAndMark: ([Said], [String: JSONValue])? {
        if case .said(let said, let mark, _) = self { (said, mark) } else { nil }
    }
}

@Suite("What was said to a Bluesky account")
struct BlueskyInboxTests {
    private func listen(
        _ answers: [ScriptedLine.Answer], mark: [String: JSONValue] = [:]
    ) async -> (Heard, ScriptedLine) {
        let line = ScriptedLine(answers)
        return (await Bluesky().listen(BlueskyTalk.listening(mark), via: line), line)
    }

    @Test func `a quote says which of our posts it quotes`() async throws {
        let ours = BlueskyTalk.ref("ours", of: BlueskyTalk.ours)
        let plain: JSONValue = ["$type": "app.bsky.embed.record", "record": ours]
        let embeds: [JSONValue] = [
            plain, ["$type": "app.bsky.embed.recordWithMedia", "record": plain, "media": [:]],
            ["$type": "app.bsky.embed.record", "record": BlueskyTalk.ref("k9", of: "did:plc:citra")],
        ]
        let notices = embeds.map { BlueskyTalk.notice("k1", "quote", to: nil, embed: $0) }

        let (heard, _) = await listen([BlueskyTalk.page(notices)])

        let (said, _) = try #require(heard.saidAndMark)
        let uri = JSONValue.string(BlueskyTalk.uri("ours", of: BlueskyTalk.ours))
        #expect(said.map { $0.receipt.extra["quoted"] } == [uri, uri, nil])
    }

    @Test func `is asked of the view, through the account's own server`() async throws {
        let (heard, line) = await listen([BlueskyTalk.page([BlueskyTalk.notice("k1")])])

        let (said, mark) = try #require(heard.saidAndMark)
        let asked = line.asked[0]
        #expect(asked.call.url == "https://pds.example/xrpc/app.bsky.notification.listNotifications")
        #expect(
            asked.call.query.map { "\($0.0)=\($0.1)" } == [
                "reasons=mention", "reasons=reply", "reasons=quote", "limit=100",
            ])
        #expect(asked.header("atproto-proxy") == "did:web:api.bsky.app#bsky_appview")
        #expect(asked.unit == BlueskyUnit.read)
        #expect(said.map(\.text) == ["Halo k1"])
        #expect(said[0].speaker == Speaker(remoteID: BlueskyTalk.theirs, handle: "bima.example", name: "Bima"))
        #expect(said[0].receipt.remoteID == BlueskyTalk.uri("k1"))
        #expect(said[0].receipt.url == "https://bsky.app/profile/bima.example/post/k1")
        #expect(said[0].receipt.extra["cid"] == "cid-k1")
        #expect(said[0].about == BlueskyTalk.uri("ours", of: BlueskyTalk.ours))
        #expect(mark == ["newest": "2026-11-24T11:55:00.000Z"])
    }

    @Test func `is an answer, a mention, or a quote`() async throws {
        let elsewhere = BlueskyTalk.ref("far", of: "did:plc:citra")
        let (heard, _) = await listen([
            BlueskyTalk.page([
                BlueskyTalk.notice("named", "mention"), BlueskyTalk.notice("alone", "mention", to: nil),
                BlueskyTalk.notice("under", "mention", to: elsewhere),
                BlueskyTalk.notice(
                    "deep", to: BlueskyTalk.ref("k1", of: BlueskyTalk.theirs),
                    root: BlueskyTalk.ref("ours", of: BlueskyTalk.ours),
                    subject: BlueskyTalk.uri("ours", of: BlueskyTalk.ours)),
                BlueskyTalk.notice(
                    "quoting", "quote", to: nil, subject: BlueskyTalk.uri("ours", of: BlueskyTalk.ours)),
            ])
        ])

        let said = try #require(heard.saidAndMark).0
        #expect(said.map(\.kind) == [.reply, .mention, .mention, .reply, .mention])
        let ours = BlueskyTalk.uri("ours", of: BlueskyTalk.ours)
        #expect(said.map(\.about) == [ours, nil, nil, ours, nil])
        #expect(said[1].receipt.extra["root"] == ["uri": .string(BlueskyTalk.uri("alone")), "cid": "cid-alone"])
        #expect(said[2].receipt.extra["root"] == elsewhere)
        #expect(said[3].receipt.extra["root"] == BlueskyTalk.ref("ours", of: BlueskyTalk.ours))
    }

    @Test func `leaves out likes, one's own words and what is no post`() async throws {
        let (heard, _) = await listen([
            BlueskyTalk.page([
                BlueskyTalk.notice("liked", "like"), BlueskyTalk.notice("mine", from: BlueskyTalk.ours),
                ["reason": "reply", "indexedAt": "2026-11-24T11:00:00Z"], "garbage", BlueskyTalk.notice("k1"),
            ])
        ])

        #expect(try #require(heard.saidAndMark).0.map(\.receipt.remoteID) == [BlueskyTalk.uri("k1")])
    }

    @Test func `has no name where the view does not trust the handle`() async throws {
        guard case .object(var members) = BlueskyTalk.notice("k1") else { return #expect(Bool(false)) }
        members["author"] = ["did": .string(BlueskyTalk.theirs), "handle": "handle.invalid"]

        let (heard, _) = await listen([BlueskyTalk.page([.object(members)])])

        let said = try #require(heard.saidAndMark?.0.first)
        #expect(said.speaker == Speaker(remoteID: BlueskyTalk.theirs, handle: "", name: ""))
        #expect(said.receipt.url == "https://bsky.app/profile/did:plc:bima/post/k1")
    }

    @Test func `goes a week back at first, later an hour before the mark`() async throws {
        let old = [
            BlueskyTalk.notice("k1"), BlueskyTalk.notice("k2", ago: .days(6)), BlueskyTalk.notice("k3", ago: .days(8)),
        ]
        let (first, line) = await listen([BlueskyTalk.page(old, cursor: "c1")])
        let mark = try #require(first.saidAndMark).1
        let again = [
            BlueskyTalk.notice("k4", ago: .minutes(1)), BlueskyTalk.notice("late", ago: .minutes(64)),
            BlueskyTalk.notice("k5", ago: .minutes(66)),
        ]
        let (second, _) = await listen([BlueskyTalk.page(again, cursor: "c1")], mark: mark)

        #expect(try #require(first.saidAndMark).0.map(\.text) == ["Halo k1", "Halo k2"])
        #expect(line.asked.count == 1)
        #expect(try #require(second.saidAndMark).0.map(\.text) == ["Halo k4", "Halo late"])
        #expect(try #require(second.saidAndMark).1 == ["newest": "2026-11-24T11:59:00.000Z"])
    }

    @Test func `of nothing at all leaves a mark no older than its reach`() async throws {
        let (heard, _) = await listen([BlueskyTalk.page([BlueskyTalk.notice("k1", ago: .days(90))])])

        #expect(try #require(heard.saidAndMark).0.isEmpty)
        #expect(try #require(heard.saidAndMark).1 == ["newest": "2026-11-17T12:00:00.000Z"])
    }

    @Test func `is read five pages at a time, and gone on with where it stopped`() async throws {
        func notices(_ page: Int) -> [JSONValue] {
            (0..<2).map { BlueskyTalk.notice("p\(page)n\($0)", ago: .minutes(10 * page + $0)) }
        }
        let (first, line) = await listen((1...5).map { BlueskyTalk.page(notices($0), cursor: "c\($0)") })
        let (said, mark) = try #require(first.saidAndMark)
        let (second, more) = await listen([BlueskyTalk.page(notices(6))], mark: mark)

        #expect(said.count == 10)
        #expect(line.asked.count == 5)
        #expect(line.asked.map { $0.query("cursor") } == [nil, "c1", "c2", "c3", "c4"])
        #expect(
            mark == [
                "newest": "2026-11-24T11:50:00.000Z", "floor": "2026-11-17T12:00:00.000Z", "cursor": "c5",
            ])
        #expect(more.asked[0].query("cursor") == "c5")
        #expect(try #require(second.saidAndMark).0.map(\.text) == ["Halo p6n0", "Halo p6n1"])
        #expect(try #require(second.saidAndMark).1 == ["newest": "2026-11-24T11:50:00.000Z"])
    }

    @Test func `keeps what it has when a later page fails`() async throws {
        for failure in [ScriptedLine.Answer.noAnswer, .reply(503, "<html>"), .reply(200, "{}")] {
            let (heard, _) = await listen([BlueskyTalk.page([BlueskyTalk.notice("k1")], cursor: "c1"), failure])

            let (said, mark) = try #require(heard.saidAndMark)
            #expect(said.count == 1)
            #expect(mark["cursor"] == "c1")
        }
    }

    @Test func `begins anew where its place in the list is no longer known`() async throws {
        let mark: [String: JSONValue] = [
            "newest": "2026-11-24T11:50:00.000Z", "floor": "2026-11-20T12:00:00.000Z", "cursor": "stale",
        ]
        let (heard, _) = await listen(
            [.reply(400, #"{"error":"InvalidRequest","message":"Malformed cursor"}"#)], mark: mark)

        let (said, next) = try #require(heard.saidAndMark)
        #expect(said.isEmpty)
        let (_, line) = await listen([BlueskyTalk.page([BlueskyTalk.notice("k1", ago: .days(4))])], mark: next)
        #expect(next == ["newest": "2026-11-20T13:00:00.000Z"])
        #expect(line.asked[0].query("cursor") == nil)
    }

    @Test func `says why it could not be read`() async {
        func heard(_ answer: ScriptedLine.Answer) async -> Heard { await listen([answer]).0 }

        guard case .postponed = await heard(.noAnswer) else { return #expect(Bool(false)) }
        guard case .postponed = await heard(.reply(502, "<html>")) else { return #expect(Bool(false)) }
        guard case .postponed(let until, .rateLimited) = await heard(.reply(429, "{}", [("Retry-After", "60")])) else {
            return #expect(Bool(false))
        }
        guard case .signedOut = await heard(.reply(400, #"{"error":"ExpiredToken"}"#)) else {
            return #expect(Bool(false))
        }
        guard case .refused = await heard(.reply(403, #"{"error":"insufficient_scope"}"#)) else {
            return #expect(Bool(false))
        }
        #expect(until == .noon + .minutes(1))
    }
}
