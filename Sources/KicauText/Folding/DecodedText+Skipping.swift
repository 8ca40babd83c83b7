/// Links and names are left out whole.
extension DecodedText {
    var isOwing: Bool { owed != nil }

    /// Past two slashes. False: there are none, and nothing was read.
    mutating func skipSlashes() -> Bool {
        let before = self
        for _ in 0..<2 where next() != UInt32(UInt8(ascii: "/")) {
            self = before
            return false
        }
        return true
    }

    /// To where a link ends: at a space, a quotation mark, an angle bracket, a backslash, or what is not ASCII.
    mutating func skipLink() {
        var before = self
        while let scalar = next() {
            if scalar <= 0x20 || scalar >= 0x7F || DecodedText.endsLink(UInt8(scalar)) {
                self = before
                return
            }
            before = self
        }
    }

    private static func endsLink(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    /// Past `name`, `name@server.example`: what stands after an @.
    mutating func skipName() {
        var after = self
        var mayJoin = false
        while let scalar = next(), scalar < 0x80 {
            let byte = UInt8(scalar)
            if byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") {
                mayJoin = true
                after = self
            } else if mayJoin, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@") {
                mayJoin = false
            } else {
                break
            }
        }
        self = after
    }
}
