/// A network's own page for writing a post, for when a person has to post by hand.
public struct ComposerLink: Hashable, Sendable, Codable {
    public let url: String
    /// The words stand there already; else they have to be pasted.
    public let holdsText: Bool

    public init(_ url: String, holdsText: Bool) {
        self.url = url
        self.holdsText = holdsText
    }

    /// An address with the words in it; without them where they would make it longer than browsers and servers take.
    public init(_ address: String, _ fields: [(name: String, value: String)]) {
        let query = fields.map { "\($0.name)=\(ComposerLink.encoded($0.value))" }.joined(separator: "&")
        let whole = address + (address.contains("?") ? "&" : "?") + query
        let fits = whole.utf8.count <= ComposerLink.longest
        self.init(fits ? whole : address, holdsText: fits && !fields.isEmpty)
    }

    /// Many servers refuse a first line beyond 8 KiB.
    static let longest = 6_000

    /// By RFC 3986: all but its unreserved characters.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }
}
