/// What becomes of a byte that needs no look at its neighbours.
enum PlainByte {
    static let dropped: UInt8 = 0
    static let special: UInt8 = 0xFF

    /// By byte: its lower-case letter or its digit, `dropped`, or `special` for bytes that are part of something.
    static let table: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        if byte >= 0x80 { return special }
        guard byte.isASCIIAlphanumeric else { return dropped }
        return byte < UInt8(ascii: "A") ? byte : byte | 0x20
    }

    static let plain = marked("&@:")
    static let json = marked("&@:\"\\")

    private static func marked(_ specials: String) -> [UInt8] {
        var marked = table
        for byte in specials.utf8 { marked[Int(byte)] = special }
        return marked
    }

    static func of(_ byte: UInt8, _ form: DecodedText.Form) -> UInt8 {
        form == .json ? json[Int(byte)] : plain[Int(byte)]
    }
}
