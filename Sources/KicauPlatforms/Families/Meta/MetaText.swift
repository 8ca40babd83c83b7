import Foundation

/// Comparing what was sent with what a network shows.
enum MetaText {
    /// Networks trim, compose and change line ends; nothing else may differ.
    static func same(_ a: String, _ b: String) -> Bool { normal(a) == normal(b) }

    private static func normal(_ text: String) -> String {
        Outline.tidied(text).precomposedStringWithCanonicalMapping
    }

    /// Names after an @ that does not stand in a word (which would be an e-mail address).
    static func mentions(in text: String) -> Int {
        var count = 0
        var before: Character?
        var characters = text.makeIterator()
        var isOpen = false
        while let character = characters.next() {
            if isOpen, isNamePart(character) { count += 1 }
            isOpen = character == "@" && !(before.map(isNamePart) ?? false)
            before = character
        }
        return count
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ".")
    }
}
