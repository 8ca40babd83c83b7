import KicauCore
import Testing

@testable import KicauPlatforms

/// What answers say of windows, as they were recorded or are documented, and as no server should send them.
@Suite("Limits in answers")
struct QuotaReadingTests {
    private func reply(_ headers: [(String, String)], status: Int = 200, _ body: String = "{}", at: Instant = .noon)
        -> Reply
    {
        Reply(status: status, headers: headers, body: Array(body.utf8), at: at)
    }

    private let tweet = Call(.post, "https://api.x.com/2/tweets", isCommit: true)

    @Test func `of X are read as tweepy recorded them`() {
        // tweepy, cassettes/test_client_create_and_delete_tweet.yaml, 2021-11-03.
        let recorded = reply(
            [
                ("x-rate-limit-limit", "200"), ("x-rate-limit-remaining", "199"), ("x-rate-limit-reset", "1635976418"),
            ], status: 201, at: Instant(seconds: 1_635_975_518))

        let sightings = X().sightings(in: recorded, to: tweet)

        #expect(
            sightings == [
                QuotaSighting(
                    "POST /2/tweets", .account, in: .minutes(15), most: 200, remaining: 199,
                    resets: Instant(seconds: 1_635_976_418))
            ])
    }

    @Test func `of X tell the app's day beside the account's quarter of an hour`() {
        let resets = String((Instant.noon + .hours(5)).seconds)
        let answer = reply(
            [
                ("x-rate-limit-limit", "100"), ("x-rate-limit-remaining", "0"),
                ("x-rate-limit-reset", String((Instant.noon + .minutes(3)).seconds)),
                ("x-app-limit-24hour-limit", "10000"), ("x-app-limit-24hour-remaining", "9000"),
                ("x-app-limit-24hour-reset", resets),
            ], status: 429)

        let sightings = X().sightings(in: answer, to: tweet)

        #expect(sightings.map(\.binds) == [.account, .app])
        #expect(sightings.map(\.wasRefused) == [true, false])
        #expect(sightings.last?.span == .days(1) && sightings.last?.remaining == 9000)
    }

    @Test(arguments: [
        ("", "1", "1780279260"), ("ten", "1", "1780279260"), ("100", "-1", "1780279260"), ("100", "101", "1780279260"),
        ("0", "0", "1780279260"), ("100", "1", "soon"), ("100", "1", ""), ("99999999999999", "1", "1780279260"),
        ("100", "1", "99999999999999999999"), ("１００", "1", "1780279260"),
    ])
    func `that are odd are not read at all`(limit: String, remaining: String, reset: String) {
        let answer = reply([
            ("x-rate-limit-limit", limit), ("x-rate-limit-remaining", remaining), ("x-rate-limit-reset", reset),
        ])

        #expect(X().sightings(in: answer, to: tweet).isEmpty)
    }

    @Test func `of X are asked by endpoint, whatever number stands in it`() {
        let timeline = Call(.get, "https://api.x.com/2/users/2244994945/tweets")
        let name = Call(.get, "https://api.x.com/2/users/by/username/ayu_lestari")

        #expect(X().quotas(for: timeline).map(\.what) == ["GET /2/users/:id/tweets"])
        #expect(X().quotas(for: name).map(\.what) == ["GET /2/users/by/username/:username"])
        #expect(X().quotas(for: tweet).map(\.binds) == [.account, .app])
        #expect(X().quotas(for: Call(.post, "https://api.x.com/oauth2/token")).isEmpty)
    }

    @Test func `of Mastodon end at a date, and tell of the window that is nearest its end`() {
        let statuses = Call(.post, "https://mastodon.example/api/v1/statuses", isCommit: true)
        func seen(_ limit: String, in time: Duration) -> QuotaSighting? {
            Mastodon().sightings(
                in: reply([
                    ("x-ratelimit-limit", limit), ("x-ratelimit-remaining", "12"),
                    ("x-ratelimit-reset", TimeReading.isoText(.noon + time)),
                ]), to: statuses
            ).first
        }

        #expect(seen("300", in: .minutes(4))?.what == "calls")
        #expect(seen("300", in: .hours(2))?.what == "statuses")
        #expect(seen("7500", in: .minutes(4))?.most == 7500)
        #expect(seen("300", in: .hours(2))?.resets == .noon + .hours(2))
        #expect(seen("300", in: .days(3)) == nil)
    }

    @Test func `of Bluesky name their window by its policy`() {
        let write = Call(.post, "https://pds.example/xrpc/com.atproto.repo.createRecord", isCommit: true)
        let answer = reply([
            ("ratelimit-limit", "5000"), ("ratelimit-remaining", "4997"),
            ("ratelimit-reset", String((Instant.noon + .minutes(59)).seconds)), ("ratelimit-policy", "5000;w=3600"),
        ])

        let sighting = Bluesky().sightings(in: answer, to: write).first

        #expect(sighting?.what == "writes" && sighting?.span == .hours(1) && sighting?.remaining == 4997)
        #expect(Bluesky().quotas(for: write).map(\.weight) == [3, 3, 1])
    }

    @Test func `of Bluesky count the points of a thread that is written at once`() {
        let writes: [JSONValue] = [
            ["$type": "com.atproto.repo.applyWrites#create"], ["$type": "com.atproto.repo.applyWrites#create"],
            ["$type": "com.atproto.repo.applyWrites#update"], ["$type": "com.atproto.repo.applyWrites#delete"],
        ]
        let call = Call(
            .post, "https://pds.example/xrpc/com.atproto.repo.applyWrites", body: .json(["writes": .array(writes)]))

        #expect(Bluesky().quotas(for: call).first?.weight == 9)
    }

    @Test func `of Meta are percentages, the fullest of them`() {
        let business =
            #"{"17841": [{"type": "instagram", "call_count": 28, "total_cputime": 93, "total_time": 25,"#
            + #" "estimated_time_to_regain_access": 19}]}"#
        let answer = reply([
            ("x-app-usage", #"{"call_count": 61, "total_cputime": 25, "total_time": 25}"#),
            ("x-business-use-case-usage", business),
        ])

        let sightings = Instagram().sightings(in: answer, to: Call(.get, "https://graph.instagram.com/v26.0/me"))

        #expect(sightings.map(\.percent) == [61, 93])
        #expect(sightings.map(\.binds) == [.app, .account])
        #expect(sightings.last?.blockedUntil == .noon + .minutes(19))
    }

    @Test(arguments: ["", "no json", "[]", "{}", #"{"call_count":"many"}"#, #"{"call_count":-3}"#, "null"])
    func `of Meta that are no percentages say nothing`(text: String) {
        let answer = reply([("x-app-usage", text), ("x-business-use-case-usage", text)])

        #expect(Facebook().sightings(in: answer, to: Call(.get, "https://graph.facebook.com/v26.0/me")).isEmpty)
    }

    @Test func `of Instagram's and Threads' posts are read where the connector asks for them`() {
        let body = #"{"data":[{"quota_usage":4,"config":{"quota_total":100,"quota_duration":86400}}]}"#
        let call = Call(.get, "https://graph.instagram.com/v26.0/17841/content_publishing_limit")

        let sighting = Instagram().sightings(in: reply([], body), to: call).first

        #expect(sighting?.kind == .rolling && sighting?.most == 100 && sighting?.remaining == 96)
    }

    @Test func `of LinkedIn are only ever refusals, and their words say whose day is over`() {
        let post = Call(.post, "https://api.linkedin.com/rest/posts", isCommit: true)
        func refused(_ words: String) -> [QuotaSighting] {
            LinkedIn().sightings(in: reply([], status: 429, #"{"message":"\#(words)","status":429}"#), to: post)
        }

        #expect(LinkedIn().sightings(in: reply([]), to: post).isEmpty)
        #expect(
            refused("Resource level throttle APPLICATION DAY limit for calls to this resource is reached.")
                .map(\.binds) == [.app])
        #expect(
            refused("Resource level throttle MEMBER DAY limit for calls to this resource is reached.").map(\.binds)
                == [.account])
        #expect(refused("Too many").map(\.wasRefused) == [true])
    }

    @Test func `name each window of each network once`() {
        for platform in Registry.all {
            let names = platform.quotas.map { "\($0.what) \($0.binds) \($0.span)" }
            #expect(Set(names).count == names.count, "\(platform.name)")
        }
    }
}
