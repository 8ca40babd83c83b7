import KicauText

/// The rules for a Threads text: 500 with an emoji as its bytes, at most 5 links.
enum ThreadsText {
    static let longest = 500
    static let mostLinks = 5

    static func broken(_ text: String) -> GraphError? {
        if ThreadsLength.count(text) > longest {
            return GraphError(400, 100, type: "THApiException", "Param text must be at most 500 characters long.")
                .blaming("text")
        }
        if links(in: text) > mostLinks {
            return GraphError(400, 100, type: "THApiException", "A post can have at most 5 links.").blaming("text")
        }
        return nil
    }

    /// Different addresses with a scheme; the same address twice is one link.
    static func links(in text: String) -> Int {
        let words = text.split { $0.isWhitespace }
        return Set(words.filter { $0.hasPrefix("https://") || $0.hasPrefix("http://") }).count
    }

    static func brokenTopic(_ tag: String) -> GraphError? {
        guard (1...50).contains(tag.count), !tag.contains("."), !tag.contains("&") else {
            return GraphError(400, 100, type: "THApiException", "Param topic_tag is not a valid topic.")
                .blaming("topic_tag")
        }
        return nil
    }
}
