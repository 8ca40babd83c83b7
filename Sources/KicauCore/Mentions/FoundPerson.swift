/// Somebody a network found. All of it is the network's or the person's own word: bounded here, escaped where shown.
public struct FoundPerson: Hashable, Sendable {
    /// Without the sign.
    public let handle: String
    public let name: String
    /// What is written into a text to mention them: "@ayu.example", "@[Kedai](urn:li:organization:7)".
    public let mention: String

    private static let longestName = 200
    private static let longestHandle = 320
    private static let longestMention = 600

    /// Nil where the handle or the mention is none that could stand in one line of text.
    public init?(handle: String?, name: String?, mention: String? = nil) {
        guard let handle, FoundPerson.isPlain(handle, most: FoundPerson.longestHandle),
            !handle.unicodeScalars.contains(where: \.properties.isWhitespace)
        else { return nil }
        let mention = mention ?? "@" + handle
        guard FoundPerson.isPlain(mention, most: FoundPerson.longestMention) else { return nil }
        let name = FoundPerson.tidied(name ?? "")
        self.handle = handle
        self.name = name.isEmpty ? handle : name
        self.mention = mention
    }

    private static func isPlain(_ text: String, most: Int) -> Bool {
        (1...most).contains(text.utf8.count) && text.unicodeScalars.allSatisfy(isPlain)
    }

    /// No line ends, no controls, nothing that turns the direction of what stands beside it.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
        }
    }

    private static func tidied(_ name: String) -> String {
        var tidy = ""
        tidy.unicodeScalars.append(contentsOf: name.unicodeScalars.lazy.filter(isPlain))
        return String(tidy.prefix(longestName)).trimmingWhitespace
    }
}
