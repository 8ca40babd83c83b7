import KicauCore

/// Made-up texts: words of many scripts, and all that a folding has to look at.
enum Letters {
    private static let pieces = [
        "kopi", "Aksara", "ÉTÉ", "ſtraße", "Οδός", "한글", "ㄱㅏ", "가", "\u{1112}\u{1161}\u{11AB}", "\u{11A8}", "中文字", "ガ",
        "ﾊﾟ",
        "ｈttp", "ไทย", "مرحبا", "עִבְרִית", "नमस्ते", "http", "https", "HTTPS", "://", ":", "/", "//", "t.co/x", "@", "@ayu",
        "@a.b-c@d.e",
        "_", ".", "-", "&", "&amp;", "amp;", "&quot;", "&#39;", "&#x41;", "&#1234567;", "&fjlig;", "&Eacute;",
        "&nosuch;", "&#;", "&#x;",
        "&commat;", "&colon;", "&sol;", ";", "\"", "\\", "<", ">", " ", "\n", "\t", "\u{7F}", "\u{200D}", "👩‍🚀", "1️⃣", "①",
        "½", "ﷺ", "🅰",
        "𝕜", "\u{1D15E}", "\u{E000}", "0", "9", "h", "t", "p", "s",
    ]

    /// Of what has no form but its own, every hundredth will do.
    static func isOfInterest(_ scalar: Unicode.Scalar) -> Bool {
        let isPlain =
            scalar.properties.isUnifiedIdeograph || (0xAC00...0xD7A3).contains(scalar.value)
            || [.unassigned, .privateUse, .surrogate].contains(scalar.properties.generalCategory)
        return !isPlain || scalar.value.isMultiple(of: 101)
    }

    static func text(_ random: inout Chance) -> String {
        (0..<random.below(14)).map { _ in
            let piece = pieces[random.below(pieces.count)]
            return random.below(3) == 0 ? piece + " " : piece
        }.joined()
    }

    /// The inside of a JSON string that says it, each scalar in one of the ways in which it may stand there.
    static func json(_ text: String, _ random: inout Chance) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            let must = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
            switch random.below(must ? 1 : 8) {
            case 0 where scalar == "\n" && random.below(2) == 0: out += "\\n"
            case 0 where scalar == "/": out += "\\/"
            case 0: for unit in String(scalar).utf16 { out += "\\u" + hex(unit, isUpper: random.below(2) == 0) }
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func hex(_ unit: UInt16, isUpper: Bool) -> String {
        let digits = String(unit, radix: 16, uppercase: isUpper)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// Chance that is the same each time.
typealias Chance = SeededRandom

extension SeededRandom {
    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }
}
