/// A scalar as a reader sees it, escapes and entities undone, and where it stands.
package struct SeenScalar: Sendable, Hashable {
    package let scalar: Unicode.Scalar
    /// Its first byte, counted as the bytes that were read are.
    package let place: Int
    /// It was written as an HTML entity.
    package let isEntity: Bool

    /// The scalars from one byte to another; both must be borders of scalars.
    package static func all(
        _ text: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool
    ) -> [SeenScalar] {
        var reading = DecodedText(text, from: start, to: end, isJSON ? .json : .plain)
        var seen: [SeenScalar] = []
        var place = start
        while true {
            if !reading.isOwing { place = reading.at }
            guard let value = reading.next() else { return seen }
            let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
            let isEntity = text[place] == UInt8(ascii: "&") && (reading.at - place > 1 || scalar != "&")
            seen.append(SeenScalar(scalar: scalar, place: place, isEntity: isEntity))
        }
    }

    package static func all(_ text: String) -> [SeenScalar] {
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return [] }
            return all(base, from: 0, to: bytes.count, isJSON: false)
        }
    }

    /// Nothing of it is left when texts are compared: it is no letter and no digit.
    package var isDropped: Bool { scalar.folded.isEmpty }
}
