import KicauDescribed
import KicauSandbox

/// What only one network has, or has another way.
extension Tour {
    func x() async throws {
        let inbox = XInboxConformanceTests()
        for words in ["old", "new"] {
            try await inbox.`edits a subscriber's post, and finds the edit whose answer was lost`(words: words)
        }
        try await inbox.`somebody with keys of an app of his own connects and publishes`()
        let plan = XPlanConformanceTests()
        try await plan.`is a quote on an Enterprise plan, and it is read back as it was sent`()
        for words in ["old", "new"] { try await plan.`is the app's reads, told to the app itself`(words: words) }
    }

    func facebook() async throws {
        let videos = VideoConformanceTests()
        for (format, text) in [("reel", "Tegak"), ("story", "")] {
            try await videos.`publishes an upright video in the format that is asked for`(
                name: name, format: format, text: text)
        }
        try await videos.`publishes a picture as a story`(name: name)
        try await videos.`reads a video back as it was sent, and takes it off`(name: name)
        let album = FacebookAlbumConformanceTests()
        try await album.`stands there once, or a person is asked`(fault: .dropAfterAccept)
        try await album.`is read back, changed and taken off with its post`()
        let inbox = FacebookInboxConformanceTests()
        try await inbox.`answers with a picture, and a mention too`()
        try await inbox.`likes and hides, and shows it`()
    }

    func staged() async throws {
        let inbox = MetaInboxConformanceTests()
        try await inbox.`answer exactly once, under what is answered`(name: name, fault: .dropAfterAccept)
        try await inbox.`hide and show again, as often as one likes`(name: name)
        if network == .threads { return try await inbox.`hear mentions on Threads`() }
        let videos = VideoConformanceTests()
        try await videos.`publishes a picture as a story`(name: name)
        try await videos.`publishes an upright video in the format that is asked for`(
            name: name, format: "story", text: "")
        let extras = MetaExtrasConformanceTests()
        try await extras.`a picture becomes the cover of its reel, and nothing else`(fault: nil)
        try await extras.`posts on Instagram in which the account is tagged are heard, once each`()
        let mentions = MentionConformanceTests()
        try await mentions.`come into the inbox by their numbers, and are answered once each`()
        try await mentions.`are rung for once Kicau has asked Instagram itself`(fault: nil)
    }

    func linkedIn() async throws {
        let inbox = LinkedInInboxConformanceTests()
        try await inbox.`hears a comment, answers it, hears what comes back, and likes it`()
        try await inbox.`answers once when the yes to it is lost`()
        try await inbox.`puts other words in a post's place, with a mention`()
        let numbers = ReadingConformanceTests()
        try await numbers.`of a member on LinkedIn come to an app that may ask, though the post is not shown`()
    }

    func mastodon() async throws {
        let inbox = MastodonInboxConformanceTests()
        try await inbox.`marks a favourite and takes it back`()
        try await inbox.`edits words and keeps the picture, or the poll with its votes`()
        try await inbox.`quotes a post of its own server and one of another`()
    }

    func bluesky() async throws {
        let inbox = BlueskyInboxConformanceTests()
        try await inbox.`likes once, and takes it back`()
        try await inbox.`hides an answer in its own thread, and shows it again`()
        try await inbox.`takes a quote off its own post, and lets it back`()
        try await inbox.`quotes a post by its link`()
        try await BlueskyThreadConformanceTests().`is there at once, with its gates`()
        let page = BlueskyOAuthConformanceTests()
        try await page.`publishes with pictures, through new words and renewed tokens, each once`()
        try await page.`a video's words of its server are asked for with proofs as well`()
        try await page.`checking names the account, and disconnecting ends the sign-in there as well`()
    }
}
