import KicauCore

/// The people named in a picture, reel or story.
enum InstagramTag {
    /// A name and, in pictures, where it stands; videos have no places, and stories may do without.
    static func all(_ text: String, in kind: InstagramDraft.Kind) throws(GraphError) -> [JSONValue] {
        guard let tags = GraphCall.json(text)?.array, !tags.isEmpty else {
            throw .parameter("user_tags", "user_tags must be an array of objects")
        }
        for tag in tags {
            guard let name = tag["username"]?.string, isName(name) else {
                throw .parameter("user_tags", "Each user tag needs a username")
            }
            guard isPlaced(tag, in: kind) else {
                throw .parameter("user_tags", "x and y do not fit this kind of media")
            }
        }
        return tags
    }

    private static func share(_ value: JSONValue) -> Double? {
        switch value {
        case .number(let share): share
        case .integer(let share): Double(share)
        case .string(let share): Double(share)
        case .null, .bool, .array, .object: nil
        }
    }

    static func isName(_ text: String) -> Bool {
        (1...30).contains(text.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
    }

    private static func isPlaced(_ tag: JSONValue, in kind: InstagramDraft.Kind) -> Bool {
        let places = ["x", "y"].compactMap { tag[$0] }
        let isInside = places.allSatisfy { place in share(place).map { $0 >= 0 && $0 <= 1 } ?? false }
        switch kind {
        case .image, .imageItem: return places.count == 2 && isInside
        case .story: return places.isEmpty || places.count == 2 && isInside
        case .reel: return places.isEmpty
        case .videoItem, .carousel: return false
        }
    }
}
