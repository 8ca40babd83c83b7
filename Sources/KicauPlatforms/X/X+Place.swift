import KicauCore

/// Where a post was made: X OpenAPI 2.167, `CreatePostsGeo.place_id`. The v2 API finds no places by their names, so the
/// id is typed.
extension X {
    static let place = PostOption(
        "place_id", "Place", .text(most: 32),
        about: "X's own id of it: 16 letters and digits. The account has to allow places in its settings at X.")

    static func frozenPlace(_ chosen: ChosenOptions) -> JSONValue? {
        chosen[place.name].map { ["place_id": .string($0.trimmingWhitespace)] }
    }

    static func brokenPlace(_ chosen: ChosenOptions) -> [RuleBroken] {
        guard let id = chosen[place.name], !isPlace(id.trimmingWhitespace) else { return [] }
        return [
            RuleBroken(
                "A place on X is named by its id, such as f7eb2fa2fea288b1, not by \(id).",
                do: "Write the id alone, or leave place_id out.", part: 0)
        ]
    }

    private static func isPlace(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
