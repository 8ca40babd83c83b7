/// Signs that HTML writes as words or numbers.
enum HTMLEntities {
    /// Once over the text: what comes of an entity is not read again. What is none stays as it is.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = Substring(text).unicodeScalars
        while let mark = rest.firstIndex(of: "&") {
            result.unicodeScalars.append(contentsOf: rest[..<mark])
            let inside = rest[rest.index(after: mark)...]
            guard let end = inside.prefix(longestName + 1).firstIndex(of: ";"),
                let scalar = scalar(named: String(inside[..<end]))
            else {
                result.unicodeScalars.append("&")
                rest = inside
                continue
            }
            result.unicodeScalars.append(scalar)
            rest = inside[inside.index(after: end)...]
        }
        result.unicodeScalars.append(contentsOf: rest)
        return result
    }

    private static let longestName = 10

    private static func scalar(named name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return names[name] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number else { return nil }
        // Pages that count in Windows' code page mean its signs.
        if (0x80...0x9F).contains(number) { return Windows1252.scalar(UInt8(number)) }
        return Unicode.Scalar(number)
    }

    private static let names: [String: Unicode.Scalar] = {
        var names: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "hellip": "…", "mdash": "—", "ndash": "–",
            "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "bull": "•",
            "euro": "€", "trade": "™", "lsaquo": "‹", "rsaquo": "›", "minus": "−", "ensp": " ", "emsp": " ",
            "thinsp": " ", "zwj": "\u{200D}", "zwnj": "\u{200C}",
        ]
        for (place, name) in latin.enumerated() { names[name] = Unicode.Scalar(UInt8(0xA0 + place)) }
        return names
    }()

    /// From U+00A0 to U+00FF, in their order.
    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
        para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil \
        Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
        Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
        igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
        thorn yuml
        """.split(separator: " ").map(String.init)
}
