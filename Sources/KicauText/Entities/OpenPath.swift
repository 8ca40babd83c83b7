/// What follows the host of a link where paths may be in any script: Mastodon, Bluesky and plain text.
enum OpenPath {
    private static let breaking = ASCIISet("<>\"`{}\\^")
    private static let trailing = ASCIISet(".,;:!?'*~|(")

    /// Where path, query and fragment end that start at `start`; `start` itself if there are none.
    static func end(in scalars: Scalars, from start: Int) -> Int {
        guard let first = scalars.at(start), first == "/" || first == "?" || first == "#" else { return start }
        var end = first == "/" ? start + 1 : start
        var open = 0
        var index = start + 1
        while index < scalars.count, !stops(scalars[index]) {
            let scalar = scalars[index]
            if scalar == "(" { open += 1 }
            if scalar == ")" {
                guard open > 0 else { break }
                open -= 1
            }
            index += 1
            if !trailing.contains(scalar) { end = index }
        }
        return end
    }

    private static func stops(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F || breaking.contains(scalar) }
        if scalar.isSpace || scalar.isDirectional || scalar.isForbidden { return true }
        return closesSentence(scalar)
    }

    /// Full stops, commas and brackets of other scripts, which nobody types inside an address.
    private static func closesSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2018...0x201F, 0x2026, 0x3001, 0x3002, 0x3008...0x3011, 0x3014...0x301B: true
        case 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF61...0xFF64: true
        default: false
        }
    }
}
