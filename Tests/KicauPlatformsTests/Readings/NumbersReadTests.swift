import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Numbers that come with a later check")
struct NumbersReadTests {
    private func read(
        _ platform: any Platform, _ remoteID: String, _ signedIn: SignedIn, _ answers: ScriptedLine.Answer...
    ) async -> (Numbers?, ScriptedLine) {
        let line = ScriptedLine(answers)
        let part = platform.render(Sample.post("Kopi"), for: signedIn.account, at: .noon).rendition.parts[0]
        let published = PublishedPart(part: part, receipt: Receipt(remoteID: remoteID, url: nil), parent: nil)
        let reread = await platform.read(published, of: signedIn, now: .noon, via: line)
        guard case .there(_, let numbers) = reread else { return (nil, line) }
        return (numbers, line)
    }

    @Test(arguments: [
        ("tweet", "tweet.fields", "retweet_count"), ("post", "post.fields", "repost_count"),
    ])
    func `of X come in the call that looks, in either vocabulary`(names: (String, String, String)) async {
        let signedIn = Sample.signedIn(Sample.account("x"), addresses: ["vocabulary": names.0])
        let answer = """
            {"data":{"id":"99","text":"Kopi","public_metrics":{"\(names.2)":7,"like_count":31,"reply_count":4,
            "quote_count":2,"bookmark_count":5,"impression_count":410}}}
            """

        let (numbers, line) = await read(X(), "99", signedIn, .reply(200, answer))

        #expect(
            numbers?.values == [.reposts: 7, .likes: 31, .replies: 4, .quotes: 2, .saves: 5, .views: 410])
        #expect(line.asked.count == 1)
        #expect(line.asked[0].query(names.1)?.split(separator: ",").contains("public_metrics") == true)
        #expect(numbers?.answers.first?.at("data", "public_metrics", "like_count") == 31)
    }

    private let unknownMetric = ScriptedLine.Answer.reply(
        400, #"{"error":{"message":"(#100) metric must be one of","type":"OAuthException","code":100}}"#)

    private func insight(_ name: String, _ value: String) -> ScriptedLine.Answer {
        .reply(200, #"{"data":[{"name":"\#(name)","period":"lifetime","values":[{"value":\#(value)}]}]}"#)
    }

    @Test func `of Facebook are asked for one by one when the network does not know one of them`() async {
        let post = #"""
            {"id":"1_2","message":"Kopi","shares":{"count":7},"comments":{"data":[],"summary":{"total_count":4}},
            "reactions":{"data":[],"summary":{"total_count":31}}}
            """#

        let (numbers, line) = await read(
            Facebook(), "1_2", Sample.signedIn(Sample.account("facebook")), .reply(200, post), unknownMetric,
            unknownMetric, insight("post_media_view", #"{"paid":10,"organic":400}"#), unknownMetric,
            insight("post_clicks", "9"), unknownMetric)

        #expect(numbers?.values == [.reposts: 7, .likes: 31, .replies: 4, .views: 410, .clicks: 9])
        #expect(numbers?.missing == nil)
        #expect(
            line.asked.dropFirst(3).compactMap { $0.query("metric") } == [
                "post_media_view", "post_total_media_view_unique", "post_clicks", "post_impressions_unique",
            ])
    }

    /// Graph's lists name their other pages by addresses with the token in them.
    @Test func `of Meta's networks are kept without a token`() async {
        let page = "https://graph.facebook.com/v23.0/1_2/insights?access_token=a1&since=1"
        let post = #"""
            {"id":"1_2","message":"Kopi","comments":{"data":[],"paging":{"next":"\#(page)"},"summary":{"total_count":4}}}
            """#
        let insights = #"{"data":[{"name":"post_clicks","values":[{"value":9}]}],"paging":{"previous":"\#(page)"}}"#

        let (numbers, _) = await read(
            Facebook(), "1_2", Sample.signedIn(Sample.account("facebook")), .reply(200, post), .reply(200, insights))

        #expect(numbers?.values[.clicks] == 9 && numbers?.values[.replies] == 4)
        #expect(numbers?.answers.count == 2)
        #expect(numbers?.answers.contains { $0.text.contains("access_token") } == false)
    }

    @Test func `of Threads say what to do when the sign-in lacks the right`() async {
        let refused = ScriptedLine.Answer.reply(
            403, #"{"error":{"message":"Application does not have permission","type":"OAuthException","code":10}}"#)

        let (numbers, _) = await read(
            Threads(), "18", Sample.signedIn(Sample.account("threads")), .reply(200, #"{"id":"18","text":"Kopi"}"#),
            refused)

        #expect(numbers?.values.isEmpty == true)
        #expect(numbers?.missing?.what.description == "Threads does not show this account's numbers to us.")
        #expect(numbers?.missing?.toDo != nil)
    }

    @Test func `of Instagram come as totals too`() async {
        let answer = #"{"data":[{"name":"views","total_value":{"value":410}},{"name":"saved","values":[{"value":5}]}]}"#

        let (numbers, _) = await read(
            Instagram(), "17", Sample.signedIn(Sample.account("instagram")),
            .reply(200, #"{"id":"17","caption":"Kopi"}"#), .reply(200, answer))

        #expect(numbers?.values == [.views: 410, .saves: 5])
    }

    @Test(arguments: [("urn:li:share:7", "shares"), ("urn:li:ugcPost:7", "ugcPosts")])
    func `of a LinkedIn page are asked for by the kind of post`(post: (urn: String, list: String)) async {
        let page = Sample.account("linkedin", remoteID: "urn:li:organization:5")
        let statistics = #"""
            {"elements":[{"totalShareStatistics":{"impressionCount":410,"uniqueImpressionsCount":300,"likeCount":31,
            "commentCount":4,"shareCount":7,"clickCount":9,"engagement":0.09}}]}
            """#

        let (numbers, line) = await read(
            LinkedIn(), post.urn, Sample.signedIn(page), .reply(200, #"{"id":"\#(post.urn)","commentary":"Kopi"}"#),
            .reply(200, statistics))

        #expect(
            numbers?.values == [.views: 410, .reach: 300, .likes: 31, .replies: 4, .reposts: 7, .clicks: 9])
        let number = post.urn.replacing(":", with: "%3A")
        #expect(
            line.asked.last?.call.url.hasSuffix(
                "/rest/organizationalEntityShareStatistics?q=organizationalEntity"
                    + "&organizationalEntity=urn%3Ali%3Aorganization%3A5&\(post.list)=List(\(number))") == true)
    }

    @Test func `of Bluesky are asked of the network's view, through the account's own server`() async {
        let signedIn = Sample.signedIn(Sample.account("bluesky", server: "https://pds.example"))
        let uri = "at://did:plc:abc/app.bsky.feed.post/3l"

        let (numbers, line) = await read(
            Bluesky(), uri, signedIn, .reply(200, #"{"uri":"\#(uri)","cid":"bafy","value":{"text":"Kopi"}}"#),
            .reply(
                200, #"{"posts":[{"likeCount":31,"replyCount":4,"repostCount":7,"quoteCount":2,"bookmarkCount":5}]}"#))

        #expect(numbers?.values == [.likes: 31, .replies: 4, .reposts: 7, .quotes: 2, .saves: 5])
        #expect(line.asked.last?.header("atproto-proxy") == "did:web:api.bsky.app#bsky_appview")
        #expect(line.asked.last?.query("uris") == uri)
    }

    @Test func `are missing when the network does not answer, and the post is there all the same`() async {
        let signedIn = Sample.signedIn(Sample.account("bluesky", server: "https://pds.example"))

        let (numbers, _) = await read(
            Bluesky(), "at://did:plc:abc/app.bsky.feed.post/3l", signedIn,
            .reply(200, #"{"cid":"bafy","value":{"text":"Kopi"}}"#), .noAnswer)

        #expect(numbers?.values.isEmpty == true)
        #expect(numbers?.missing != nil)
    }
}
