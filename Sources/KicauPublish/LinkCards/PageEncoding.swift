/// How a page's bytes are letters. Pages nowadays are UTF-8; old ones in western languages are Latin-1, by which browsers
/// mean Windows' code page 1252 (encoding.spec.whatwg.org, read 2026-11-27).
enum PageEncoding: Hashable {
    case utf8
    case windows1252
    /// Declared as something else: only what is ASCII in it can be read.
    case other

    /// Nobody says anything: UTF-8.
    init(declared name: String?) {
        switch name?.lowercased() {
        case nil, "", "utf-8", "utf8": self = .utf8
        case "iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii": self = .windows1252
        case .some: self = .other
        }
    }

    /// By the answer's own header; without a word there, by the page's first bytes.
    init(type: String, beginning: some Collection<UInt8>) {
        let said = PageEncoding.charset(in: type) ?? PageEncoding.charset(in: Windows1252.text(beginning.prefix(1024)))
        self.init(declared: said)
    }

    func text(_ bytes: some Collection<UInt8>) -> String {
        switch self {
        case .utf8, .other: String(decoding: bytes, as: UTF8.self)
        case .windows1252: Windows1252.text(bytes)
        }
    }

    /// `text/html; charset="utf-8"`, and `<meta charset=utf-8>` as well.
    private static func charset(in text: String) -> String? {
        let text = text.lowercased()
        guard let mark = text.firstRange(of: "charset=") else { return nil }
        let name = text[mark.upperBound...].drop { "\"' ".contains($0) }
            .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        return name.isEmpty ? nil : String(name)
    }
}

/// Every byte is a letter of it; the five without a meaning are the controls of their number.
enum Windows1252 {
    private static let upper = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }

    static func text(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map(scalar))
        return text
    }
}
