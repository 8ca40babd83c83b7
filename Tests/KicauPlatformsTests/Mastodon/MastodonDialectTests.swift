import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A server that speaks Mastodon's API")
struct MastodonDialectTests {
    @Test(
        arguments: [
            ("mastodon", "4.5.3", .mastodon), (nil, "4.5.3", .mastodon), (nil, "4.3.0+glitch", .mastodon),
            ("hometown", "4.0.15+hometown-1.1.1", .mastodon), ("gotosocial", "0.20.0", .gotosocial),
            (nil, "0.20.0+git-1573cd", .gotosocial), (nil, "2.7.2 (compatible; Akkoma 3.15.2)", .akkoma),
            (nil, "2.7.2 (compatible; Pleroma 2.5.0)", .pleroma),
            (nil, "3.5.3 (compatible; Pixelfed 0.12.5)", .pixelfed),
            (nil, "4.0.0 (not true; really snac/2.94)", .snac), ("Pixelfed", "", .pixelfed), ("mitra", "4.0.0", .other),
            (nil, "4.0.0 (compatible; Mitra 2.18.0)", .other), (nil, "", .other), ("", "4.1.0", .mastodon),
        ] as [(String?, String, MastodonSoftware)])
    func `is known by its name, else by its version`(name: String?, version: String, software: MastodonSoftware) {
        #expect(MastodonSoftware(named: name, version: version) == software)
    }

    @Test func `that nobody knows gets no key that it might burn`() {
        let traits = MastodonDialect.traits(instance: ["version": "9"], software: "takahe")

        #expect(MastodonDialect(traits: traits).idempotency == .refused)
        #expect(!MastodonDialect(traits: traits).software.listsAnswers)
    }

    @Test func `names its limits of polls and of pictures in either shape`() {
        let new: JSONValue = [
            "version": "4.5.0",
            "configuration": [
                "polls": [
                    "max_options": 12, "max_characters_per_option": 80, "min_expiration": 600, "max_expiration": 3600,
                ],
                "media_attachments": ["image_matrix_limit": 1_000_000, "supported_mime_types": []],
            ],
        ]
        let pleroma: JSONValue = [
            "version": "2.7.2 (compatible; Pleroma 2.5.0)", "upload_limit": 16_000_000,
            "poll_limits": [
                "max_options": 20, "max_option_chars": 200, "min_expiration": 0, "max_expiration": 31_536_000,
            ],
        ]
        let (one, other) = (
            MastodonDialect(traits: MastodonDialect.traits(instance: new)),
            MastodonDialect(traits: MastodonDialect.traits(instance: pleroma))
        )

        #expect(one.polls == MastodonPollLimits(mostAnswers: 12, longestAnswer: 80, seconds: 600...3600))
        #expect(one.fit.maxWidth == 1000 && one.fit.types.contains("image/jpeg"))
        #expect(other.polls == MastodonPollLimits(mostAnswers: 20, longestAnswer: 200, seconds: 300...31_536_000))
        #expect(other.fit.maxBytes == 16_000_000 && other.videos?.fit.maxBytes == 16_000_000)
    }

    @Test func `may say what makes no sense`() {
        let limits = MastodonPollLimits(
            traits: ["maxPollAnswers": 1, "minPollSeconds": 7200, "maxPollSeconds": 60])

        #expect(limits == MastodonPollLimits(mostAnswers: 2, longestAnswer: 50, seconds: 7200...7200))
    }

    private func kind(_ name: String, _ traits: [String: JSONValue]) -> PostOption.Kind? {
        Mastodon().options(for: Sample.account("mastodon", traits: traits)).first { $0.name == name }?.kind
    }

    @Test func `is offered what it takes`() {
        let traits: [String: JSONValue] = [
            "software": "gotosocial", "maxPollAnswers": 6, "maxPollAnswer": 40, "maxPollSeconds": 3600,
        ]

        #expect(kind("poll", traits) == .lines(2...6, most: 40))
        #expect(kind("poll_expires_in", traits) == .choice(Polls.durations([5, 30, 60], times: 60)))
        #expect(kind("quote", traits) == nil)
        #expect(kind("quote", ["software": "mastodon", "api": 7]) == .link)
        #expect(kind("poll", ["software": "pixelfed"]) == nil)
        #expect(kind("spoiler_text", ["software": "pixelfed"]) == .text(most: 140))
        #expect(kind("poll", [:]) == .lines(2...4, most: 50))
        #expect(Mastodon().options(for: Sample.account("mastodon")).map(\.name) == Mastodon.options.map(\.name))
    }

    @Test(arguments: [
        (["poll": ["a", "b", "c"]], 0), (["poll": ["a", "b", "c", "d", "e", "f", "g"]], 1),
        (["poll": ["a", String(repeating: "b", count: 41)]], 1),
        (["poll": ["a", "b"], "poll_expires_in": ["300"]], 1),
        (["poll": ["a", "b"], "poll_expires_in": ["604800"]], 1),
    ])
    func `is not asked for more than it takes`(chosen: [String: [String]], refusals: Int) {
        var post = Sample.post("kopi")
        post.options = ["mastodon": ChosenOptions(chosen)]
        let account = Sample.account(
            "mastodon",
            traits: [
                "maxPollAnswers": 6, "maxPollAnswer": 40, "minPollSeconds": 600, "maxPollSeconds": 86_400,
            ])

        #expect(Mastodon().render(post, for: account, at: .noon).refusals.count == refusals)
    }

    @Test func `called Pixelfed wants a picture in the first part and a short warning`() {
        let account = Sample.account("mastodon", traits: ["software": "pixelfed"])
        var post = Sample.post("satu", "dua", pictures: [Sample.picture()])
        #expect(Mastodon().render(post, for: account, at: .noon).refusals.isEmpty)

        post.options = ["mastodon": ChosenOptions(["spoiler_text": [String(repeating: "a", count: 141)]])]

        #expect(Mastodon().render(post, for: account, at: .noon).refusals.count == 1)
    }

    @Test(
        arguments: [
            ("mastodon", "/@ayu/123", "123"), ("mastodon", "/@ayu/123?page=2", "123"), ("mastodon", "/@ayu/abc", nil),
            ("gotosocial", "/@ayu/statuses/01HXYZABC", "01HXYZABC"), ("gotosocial", "/@ayu/01HXYZABC", nil),
            ("akkoma", "/notice/AbC9dE", "AbC9dE"), ("akkoma", "/objects/0a1b2c3d", nil),
            ("pixelfed", "/p/ayu/77", "77"),
            ("other", "/", nil),
        ] as [(String, String, String?)])
    func `tells a post's number by its address where it stands in it`(server: String, path: String, number: String?) {
        let account = Sample.account("mastodon", server: "https://m.example", traits: ["software": .string(server)])

        #expect(Mastodon().receipt(of: "https://m.example" + path, for: account)?.remoteID == number)
        #expect(Mastodon().receipt(of: "https://other.example" + path, for: account) == nil)
    }

    @Test(arguments: [
        ("{\"message\":\"Empty statuses are not allowed\"}", 403, Refusal.Kind.invalidContent),
        ("{\"message\":\"The status must not be greater than 500 characters.\",\"errors\":{}}", 422, .invalidContent),
        ("{\"error\":\"Bad Request: status too long\"}", 400, .invalidContent),
    ])
    func `is understood when it refuses in words of its own`(answer: String, status: Int, kind: Refusal.Kind) async {
        let outcome = await Mastodon().commit(
            Sample.errand(
                Mastodon(), Sample.post("kopi"), step: Step(.commit, "post", part: 0),
                signedIn: Sample.signedIn(Sample.account("mastodon", server: "https://m.example"))),
            via: ScriptedLine([.reply(status, answer)]))

        #expect(outcome.refusal?.kind == kind)
    }

    @Test func `is looked below where it lists no answers`() async throws {
        let account = Sample.account(
            "mastodon", handle: "ayu@m.example", server: "https://m.example", traits: ["software": "pixelfed"])
        let progress = Progress(receipts: [0: Receipt(remoteID: "9", url: nil)])
        let errand = Sample.errand(
            Mastodon(), Sample.post("satu", "dua", pictures: [Sample.picture()]),
            step: Step(.commit, "reply", part: 1), signedIn: Sample.signedIn(account), progress: progress)
        let below =
            #"{"descendants":[{"id":"10","content":"dua","account":{"id":"42"},"created_at":"2026-11-24T12:00:05.000Z","media_attachments":[],"in_reply_to_id":"9"}]}"#
        let line = ScriptedLine([.reply(200, "[]"), .reply(200, below)])

        let finding = await Mastodon().look(errand, doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.remoteID == "10")
        #expect(line.asked.map(\.call.url).last == "https://m.example/api/v1/statuses/9/context")
    }

    @Test func `that shows an empty text for no parent is found all the same`() async {
        let errand = Sample.errand(
            Mastodon(), Sample.post("kopi"), step: Step(.commit, "post", part: 0),
            signedIn: Sample.signedIn(Sample.account("mastodon", server: "https://m.example")))
        let line = ScriptedLine([
            .reply(
                200,
                #"[{"id":"1","content":"kopi","created_at":"2026-11-24T12:00:05.000Z","media_attachments":[],"in_reply_to_id":""}]"#
            )
        ])

        #expect(await Mastodon().look(errand, doubt: Sample.doubt, via: line).receipt?.remoteID == "1")
    }
}
