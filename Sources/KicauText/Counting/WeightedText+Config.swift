extension WeightedText {
    /// The weights of one age of X (twitter-text, `config/v1.json` to `v3.json`).
    public struct Config: Hashable, Sendable {
        /// How an emoji of several code points is weighed.
        enum EmojiRule: Hashable, Sendable {
            case oneEach
            case byCodePoint
        }

        /// The most a text may weigh, in units of one Latin letter.
        public let maximumLength: Int
        /// What any link weighs, in the same unit.
        public let linkLength: Int
        /// How many parts a unit has.
        let scale: Int
        /// In parts: what the scripts without a mention weigh.
        let defaultWeight: Int
        /// In parts: what the scripts mentioned weigh.
        let lightWeight: Int
        /// The scripts mentioned, by code point.
        let light: [ClosedRange<UInt32>]
        /// How emoji are weighed.
        let emoji: EmojiRule

        /// Up to 2017: 140 code points.
        public static let v1 = Config(
            maximumLength: 140, linkLength: 23, scale: 1, defaultWeight: 1, lightWeight: 1, light: [],
            emoji: .byCodePoint
        )
        /// From 2017: 280, of which most scripts of Asia take two a character.
        public static let v2 = Config(
            maximumLength: 280, linkLength: 23, scale: 100, defaultWeight: 200, lightWeight: 100, light: lightScripts,
            emoji: .byCodePoint
        )
        /// From 2018: as before, and each emoji takes two however it is composed.
        public static let v3 = v2.with(maximumLength: 280, emoji: .oneEach)

        /// Latin to Georgian, then spaces, hyphens and quotation marks.
        private static let lightScripts: [ClosedRange<UInt32>] = [
            0...4_351, 8_192...8_205, 8_208...8_223, 8_242...8_247,
        ]

        /// Today's weights with another limit: what accounts with a subscription may post.
        public func with(maximumLength: Int) -> Config {
            with(maximumLength: maximumLength, emoji: emoji)
        }

        private func with(maximumLength: Int, emoji: EmojiRule) -> Config {
            Config(
                maximumLength: max(maximumLength, 1), linkLength: linkLength, scale: scale,
                defaultWeight: defaultWeight,
                lightWeight: lightWeight, light: light, emoji: emoji
            )
        }

        /// What one code point weighs that is part of neither link nor emoji.
        func weight(of scalar: Unicode.Scalar) -> Int {
            for range in light where range.contains(scalar.value) { return lightWeight }
            return defaultWeight
        }
    }
}
