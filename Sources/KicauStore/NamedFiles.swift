/// The files that a saved post, or what goes out of it, names: its pictures, videos, captions, covers and cards.
public enum NamedFiles {
    private static let before = Array(#""sha256":""#.utf8)
    private static let length = 64

    /// By the JSON's own marks. In a text that a person wrote each quotation mark has a backslash before it, so that no
    /// words of theirs are taken for a name.
    public static func of(_ json: String) -> Set<String> {
        var json = json
        return json.withUTF8 { bytes in
            var found: Set<String> = []
            var place = 0
            while place + before.count + length < bytes.count {
                let name = place + before.count
                if bytes[place] == before[0], before.indices.allSatisfy({ bytes[place + $0] == before[$0] }),
                    bytes[name + length] == UInt8(ascii: "\""),
                    bytes[name..<name + length].allSatisfy(isHexadecimal)
                {
                    found.insert(String(decoding: bytes[name..<name + length], as: UTF8.self))
                    place = name + length
                } else {
                    place += 1
                }
            }
            return found
        }
    }

    /// Is it such a name, and nothing else?
    public static func isName(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(isHexadecimal)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
