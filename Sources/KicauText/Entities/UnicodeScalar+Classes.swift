/// The character classes of twitter-text (regular expressions of its 3.1 release, 2021), as predicates.
extension Unicode.Scalar {
    /// A digit of ASCII.
    var isDigit: Bool { self >= "0" && self <= "9" }
    /// A letter of ASCII.
    var isASCIILetter: Bool { (self >= "a" && self <= "z") || (self >= "A" && self <= "Z") }
    /// A digit or letter of ASCII.
    var isASCIIAlphanumeric: Bool { isDigit || isASCIILetter }

    /// The byte of an ASCII scalar in lower case; 0 for all others.
    var lowercasedASCII: UInt8 {
        guard isASCII else { return 0 }
        let byte = UInt8(value)
        return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// `@`, also in full width.
    var isAtSign: Bool { self == "@" || self == "\u{FF20}" }
    /// `#`, also in full width.
    var isHashSign: Bool { self == "#" || self == "\u{FF03}" }

    /// What a screen name is made of.
    var isNameScalar: Bool { isASCIIAlphanumeric || self == "_" }

    /// Scalars that make a whole post invalid.
    var isForbidden: Bool { value == 0xFFFE || value == 0xFEFF || value == 0xFFFF }

    /// Marks that steer writing direction and take no room.
    var isDirectional: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// White space, with the Mongolian separator that Unicode has since dropped.
    var isSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Accented Latin letters and the marks that make them.
    var isLatinAccent: Bool {
        switch value {
        case 0..<0xC0: false
        case 0xD7, 0xF7: false
        case 0xC0...0x24F: true
        case 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x263, 0x268, 0x26F, 0x272, 0x289, 0x28B, 0x2BB: true
        case 0x300...0x36F, 0x1E00...0x1EFF: true
        default: false
        }
    }

    /// The Cyrillic block without its supplements.
    var isCyrillic: Bool { value >= 0x400 && value <= 0x4FF }

    /// General categories L and M.
    var isLetterOrMark: Bool {
        if isASCII { return isASCIILetter }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// General category Nd: the digits of any script.
    var isDecimalNumber: Bool { isASCII ? isDigit : properties.generalCategory == .decimalNumber }

    /// General category P.
    var isPunctuation: Bool {
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation: true
        case .initialPunctuation, .finalPunctuation, .otherPunctuation: true
        default: false
        }
    }

    /// What may stand in a hashtag beside letters, marks and digits: joiners and the inner signs of some scripts.
    var isHashtagJoiner: Bool {
        switch value {
        case 0x5F, 0xB7, 0x200C, 0x200D, 0x05BE, 0x05F3, 0x05F4, 0x0F0B, 0x0F0C: true
        case 0x3003, 0x301C, 0x309B, 0x309C, 0x30A0, 0x30FB, 0xA67E, 0xFF5E: true
        default: false
        }
    }

    /// What a hashtag of twitter-text is made of.
    var isHashtagScalar: Bool { isLetterOrMark || isDecimalNumber || isHashtagJoiner }
}
