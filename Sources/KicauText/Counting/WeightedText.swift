/// How long X takes a text to be, by twitter-text's weighted counting.
public struct WeightedText: Hashable, Sendable {
    /// In units of one Latin letter; a link weighs the same whatever its length.
    public let weightedLength: Int
    /// How much of the allowed length is used, in thousandths.
    public let permillage: Int
    /// Whether the text is neither empty nor too long, and holds no forbidden character.
    public let isValid: Bool
    /// The whole text, in UTF-16 offsets; empty if there is nothing but space.
    public let displayRange: Range<Int>
    /// The part that fits, in UTF-16 offsets.
    public let validRange: Range<Int>

    /// Weighs a text.
    public init(_ text: String, config: Config = .v3) {
        guard text.unicodeScalars.contains(where: { !$0.isSpace }) else {
            self.init(weightedLength: 0, permillage: 0, isValid: false, displayRange: 0..<0, validRange: 0..<0)
            return
        }
        let composed = ComposedText(text)
        var tally = Tally(composed.scalars, config: config)
        tally.count()
        let length = tally.weight / config.scale
        self.init(
            weightedLength: length,
            permillage: length * 1_000 / config.maximumLength,
            isValid: !tally.hasForbidden && length <= config.maximumLength,
            displayRange: 0..<text.utf16.count,
            validRange: 0..<composed.originalOffset(ofComposed: tally.validUTF16)
        )
    }

    private init(
        weightedLength: Int, permillage: Int, isValid: Bool, displayRange: Range<Int>, validRange: Range<Int>
    ) {
        self.weightedLength = weightedLength
        self.permillage = permillage
        self.isValid = isValid
        self.displayRange = displayRange
        self.validRange = validRange
    }
}

/// One pass over a text: what it weighs, and how far it fits.
private struct Tally {
    private let scalars: Scalars
    private let config: WeightedText.Config
    private let limit: Int
    private(set) var weight = 0
    private(set) var validUTF16 = 0
    private(set) var hasForbidden = false

    init(_ scalars: Scalars, config: WeightedText.Config) {
        self.scalars = scalars
        self.config = config
        limit = config.maximumLength * config.scale
    }

    mutating func count() {
        var scanner = LinkScanner(scalars, scheme: .optional, tail: .twitter)
        var position = 0
        for link in scanner.links() {
            count(position..<link.range.lowerBound)
            add(link.range, weighing: config.linkLength * config.scale)
            position = link.range.upperBound
        }
        count(position..<scalars.count)
    }

    private mutating func count(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let end = emojiEnd(from: position)
            if let end {
                add(position..<end, weighing: config.defaultWeight)
            } else {
                hasForbidden = hasForbidden || scalars[position].isForbidden
                add(position..<position + 1, weighing: config.weight(of: scalars[position]))
            }
            position = end ?? position + 1
        }
    }

    private func emojiEnd(from position: Int) -> Int? {
        switch config.emoji {
        case .oneEach: Emoji.end(in: scalars, from: position)
        case .byCodePoint: nil
        }
    }

    private mutating func add(_ range: Range<Int>, weighing extra: Int) {
        weight += extra
        guard weight <= limit, !hasForbidden else { return }
        for scalar in scalars.all[range] { validUTF16 += scalar.utf16.count }
    }
}
