import KicauCore

/// Where a comment goes: under a post, or under a comment that stands there.
///
/// LinkedIn has two levels: whoever answers an answer speaks under the first comment as well.
struct LinkedInPlace {
    let post: String
    /// The comment of the first level; nil: right under the post.
    let thread: String?
    /// The post is somebody else's, who mentions us there: its comments may be shut to us.
    let isElsewhere: Bool

    /// What a comment with this parent goes under.
    init(under parent: Receipt) {
        isElsewhere = parent.extra["elsewhere"]?.bool == true
        guard let comment = LinkedInWire.commentParts(parent.remoteID) else {
            post = parent.remoteID
            thread = nil
            return
        }
        // LinkedIn names comments by the post's activity, and we know the post by the name it was made with.
        post = parent.extra["post"]?.string ?? comment.post
        thread = parent.extra["thread"]?.string ?? parent.remoteID
    }

    init(post: String, thread: String?, isElsewhere: Bool) {
        self.post = post
        self.thread = thread
        self.isElsewhere = isElsewhere
    }

    /// What the comments at this place are asked by.
    var asked: String { thread ?? post }

    /// What the receipt of a comment at this place keeps for those who answer it.
    var kept: [String: JSONValue] {
        JSONValue.members([
            ("post", .string(post)), ("thread", thread.map(JSONValue.string)),
            ("elsewhere", isElsewhere ? JSONValue.bool(true) : nil),
        ]).object ?? [:]
    }
}
