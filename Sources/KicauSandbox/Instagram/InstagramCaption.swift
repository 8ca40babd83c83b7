/// The rules of section "limits" for a caption: 2,200 characters, 30 hashtags, 20 mentions.
enum InstagramCaption {
    static let longest = 2_200
    static let mostHashtags = 30
    static let mostMentions = 20

    static func broken(_ caption: String) -> GraphError? {
        // Whether Instagram counts UTF-16 units or code points is not stated; units are the stricter reading.
        if caption.utf16.count > longest { return InstagramErrors.captionTooLong }
        if count(of: "#", in: caption) > mostHashtags { return InstagramErrors.captionTooLong }
        if count(of: "@", in: caption) > mostMentions { return InstagramErrors.tooManyMentions }
        return nil
    }

    /// Signs that start a word and are followed by a letter, a digit or an underscore.
    static func count(of sign: Character, in caption: String) -> Int {
        var previous: Character = " "
        var found = 0
        var rest = caption[...]
        while let character = rest.popFirst() {
            let startsWord = !previous.isLetter && !previous.isNumber && previous != sign
            let leads = rest.first.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
            if character == sign, startsWord, leads { found += 1 }
            previous = character
        }
        return found
    }
}
