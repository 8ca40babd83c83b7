/// The piece of a file that a player asks for: `Range: bytes=0-1023`. RFC 9110, section 14.
///
/// Only one piece at a time is given; whoever asks for several gets the whole, as the standard allows.
struct ByteRange: Equatable {
    /// First and last byte.
    let bytes: ClosedRange<Int>

    enum Reading: Equatable {
        /// Nothing we know is asked for: the whole file.
        case whole
        case piece(ByteRange)
        /// It begins behind the file's end.
        case outside
    }

    static func reading(_ header: String?, of size: Int) -> Reading {
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return .whole }
        let halves = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return .whole }
        switch (Int(halves[0]), Int(halves[1])) {
        case (let first?, _) where first >= size: return .outside
        case (let first?, let last?) where last >= first && first >= 0:
            return .piece(ByteRange(bytes: first...min(last, size - 1)))
        case (let first?, nil) where first >= 0 && halves[1].isEmpty:
            return .piece(ByteRange(bytes: first...(size - 1)))
        case (nil, let count?) where halves[0].isEmpty && count > 0 && size > 0:
            return .piece(ByteRange(bytes: max(0, size - count)...(size - 1)))
        default: return .whole
        }
    }
}
