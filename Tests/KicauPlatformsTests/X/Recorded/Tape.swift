/// The recordings whose answers our connector reads: of calls that it makes, or of their nearest neighbours.
enum Tape: String, CaseIterable {
    case post = "test_client_create_and_delete_tweet.yaml"
    case communityPost = "test_client_create_tweet_with_community.yaml"
    case me = "test_client_get_me.yaml"
    case person = "test_client_get_user.yaml"
    case people = "test_client_get_users.yaml"
    case onePost = "test_client_get_tweet.yaml"
    case somePosts = "test_client_get_tweets.yaml"
    case timeline = "test_client_get_users_tweets.yaml"
    case mentions = "test_client_get_users_mentions.yaml"
    case hiding = "test_client_hide_and_unhide_reply.yaml"
    case quotes = "test_client_get_quote_tweets.yaml"
    case search = "test_client_search_recent_tweets.yaml"
    case wholeSearch = "test_client_search_all_tweets.yaml"
    case oldStatus = "testgetstatus.json"
    case oldUpdate = "testupdateanddestroystatus.json"
    case oldUpdateWithPicture = "testupdatestatuswithmedia.yaml"
    case oldPicture = "testmediauploadpng.yaml"
    case oldVideo = "testmediauploadmp4.yaml"

    /// Answers that nothing of ours reads, and why.
    static let unread: [String: String] = [
        "test_client_create_and_get_compliance_job_and_jobs.yaml":
            "Compliance jobs are for who keeps other people's posts in bulk; Kicau keeps its own.",
        "test_client_get_list.yaml": "Kicau reads no lists of accounts.",
        "test_client_get_recent_tweets_count.yaml": "Counts of posts by others are not what a publisher measures here.",
        "test_client_get_space.yaml": "Kicau publishes posts, not live sound.",
        "test_client_like_and_unlike.yaml":
            "Liking is gone from all plans one can buy by oneself since 2026-04-20 (docs.x.com, changelog).",
        "test_client_retweet_and_unretweet.yaml":
            "Reposting as it is makes no post of one's own; who wants to share another's post quotes it.",
        "testcreatedestroyfavorite.json": "API v1.1, and likes: see above.",
        "testgetoembed.json": "API v1.1, HTML for other pages; Kicau draws posts itself.",
        "testretweetandunretweet.json": "API v1.1, and reposts: see above.",
        "testverifycredentials.json":
            "API v1.1; whose keys they are is asked of GET /2/users/me, also with keys of OAuth 1.0a.",
    ]

    func recorded() throws -> [Recorded] { try Cassette.recorded(rawValue) }

    /// The only exchange on it, or its first.
    func first() throws -> Recorded { try recorded()[0] }
}
