import KicauCore

/// What came of a reading, piece by piece.
enum SaidSample {
    static func said(_ heard: Heard) -> [Said]? {
        guard case .said(let said, _, _) = heard else { return nil }
        return said
    }

    static func mark(_ heard: Heard) -> [String: JSONValue]? {
        guard case .said(_, let mark, _) = heard else { return nil }
        return mark
    }

    static func missing(_ heard: Heard) -> Settlement.Story? {
        guard case .said(_, _, let missing) = heard else { return nil }
        return missing
    }

    /// A post that answers somebody.
    static func answer(_ text: String, to receipt: Receipt, media: [Media] = [], comment: String? = nil) -> Post {
        Post(parts: [Post.Part(text: text, media: media)], firstComment: comment, answering: receipt)
    }
}
