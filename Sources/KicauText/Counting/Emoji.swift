/// Reads one emoji, however many scalars it is made of.
///
/// Any sequence the grammar of Unicode (UTS 51) allows counts as one. X knows a list of sequences instead, which for
/// those in use comes to the same.
enum Emoji {
    private static let joiner: Unicode.Scalar = "\u{200D}"
    private static let emojiStyle: Unicode.Scalar = "\u{FE0F}"
    private static let textStyle: Unicode.Scalar = "\u{FE0E}"
    private static let keycap: Unicode.Scalar = "\u{20E3}"

    /// The end of the emoji that starts at `start`; nil if there is none.
    static func end(in scalars: Scalars, from start: Int) -> Int? {
        let first = scalars[start]
        if first.isASCII { return keycapEnd(in: scalars, from: start) }
        guard mayBeEmoji(first) else { return nil }
        guard var end = elementEnd(in: scalars, from: start) else { return nil }
        while scalars.at(end) == joiner, let next = scalars.at(end + 1), mayBeEmoji(next),
            let further = elementEnd(in: scalars, from: end + 1)
        {
            end = further
        }
        return end
    }

    private static func keycapEnd(in scalars: Scalars, from start: Int) -> Int? {
        let first = scalars[start]
        guard first.isDigit || first == "#" || first == "*" else { return nil }
        let sign = scalars.at(start + 1) == emojiStyle ? start + 2 : start + 1
        return scalars.at(sign) == keycap ? sign + 1 : nil
    }

    /// Keeps the look-up of properties away from the scripts people write in.
    private static func mayBeEmoji(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA9, 0xAE, 0x203C...0x303D, 0x3297, 0x3299, 0x1F000...0x1FAFF: scalar.properties.isEmoji
        default: false
        }
    }

    private static func elementEnd(in scalars: Scalars, from start: Int) -> Int? {
        let base = scalars[start]
        if isRegionalIndicator(base) {
            return scalars.at(start + 1).map(isRegionalIndicator) == true ? start + 2 : start + 1
        }
        let next = scalars.at(start + 1)
        if next == textStyle || (needsStyle(base) && next != emojiStyle) { return nil }
        var end = next == emojiStyle ? start + 2 : start + 1
        if base.properties.isEmojiModifierBase, scalars.at(end)?.properties.isEmojiModifier == true { end += 1 }
        return tagsEnd(in: scalars, from: end) ?? end
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x1F1E6 && scalar.value <= 0x1F1FF
    }

    /// ©, ®, ™ and ♟ are letters unless a selector says otherwise.
    private static func needsStyle(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xA9 || scalar.value == 0xAE || scalar.value == 0x2122 || scalar.value == 0x265F
    }

    /// The flags of England, Scotland and Wales are spelt with invisible letters.
    private static func tagsEnd(in scalars: Scalars, from start: Int) -> Int? {
        let end = scalars.end(from: start, limit: 32) { $0.value >= 0xE0020 && $0.value <= 0xE007E }
        return end > start && scalars.at(end)?.value == 0xE007F ? end + 1 : nil
    }
}
