import KicauCore

/// Posts that quote another one.
extension XSimulator {
    /// Which words X refuses it with is written nowhere: a 403 of the plain kind is rehearsed.
    func checkQuote(_ new: XNewPost) throws -> LivePost? {
        guard let id = new.quoted else { return nil }
        guard state.read({ $0.settings.plan }) == .enterprise else {
            throw refused(.forbidden("Quoting is not part of this app's access."))
        }
        guard let post = ground.livePost(id) else {
            throw refused(.invalid(parameter: "quote_tweet_id", value: id, message: "There is no such post to quote."))
        }
        return post
    }

    /// The address that X puts behind the text of a post that quotes.
    func quotedLink(of post: LivePost) -> String? {
        post.own["quoted"]?.string.flatMap { ground.post($0) }.map { "https://x.com/\($0.handle)/status/\($0.id)" }
    }

    /// What a post answers and quotes, with the word for how.
    func references(of post: LivePost) -> [JSONValue] {
        let ids = [("quoted", post.own["quoted"]?.string), ("replied_to", post.parent)]
        return ids.compactMap { type, id in id.map { ["type": .string(type), "id": .string($0)] } }
    }
}
