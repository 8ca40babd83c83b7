import KicauText
import Testing

@Suite("A text weighs what X says it weighs")
struct WeightedTextTests {
    struct Expected: Decodable, Equatable, Sendable {
        let weightedLength: Int
        let valid: Bool
        let permillage: Int
        let displayRangeStart: Int
        let displayRangeEnd: Int
        let validRangeStart: Int
        let validRangeEnd: Int
    }

    @Test(
        "when emoji are weighed by code point",
        arguments: try Vector<Expected>.load("WeightedTweetsCounterTest", from: "validate"))
    func second(_ vector: Vector<Expected>) {
        #expect(Expected(WeightedText(vector.text, config: .v2)) == vector.expected)
    }

    @Test(
        "when each emoji is one",
        arguments: try Vector<Expected>.load("WeightedTweetsWithDiscountedEmojiCounterTest", from: "validate")
    )
    func third(_ vector: Vector<Expected>) {
        #expect(Expected(WeightedText(vector.text)) == vector.expected)
    }

    @Test(
        "with marks of direction and forbidden characters",
        arguments: try Vector<Expected>.load("UnicodeDirectionalMarkerCounterTest", from: "validate")
    )
    func directionalMarks(_ vector: Vector<Expected>) {
        #expect(Expected(WeightedText(vector.text)) == vector.expected)
    }

    @Test(
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("ж", 1), ("λ", 1), ("ع", 1), ("א", 1), ("ก", 1), ("გ", 1),
            ("字", 2), ("か", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("…", 2), ("’", 1), ("—", 1),
            ("©", 1), ("©\u{FE0F}", 2), ("1", 1), ("1\u{FE0F}\u{20E3}", 2), ("☺", 2), ("☺\u{FE0F}", 2),
            ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇮🇩", 2), ("🇮🇩🇯🇵", 4), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2), ("👩🏽‍❤️‍💋‍👨🏿", 2),
            ("https://a.id", 23), ("kicau.id", 23), ("https://kicau.id/" + String(repeating: "x", count: 200), 23),
        ]
    )
    func `one character of each kind`(_ text: String, weight: Int) {
        #expect(WeightedText(text).weightedLength == weight)
    }

    @Test func `a text of nothing but space is empty`() {
        let blank = WeightedText(" \n\u{3000}")

        #expect(!blank.isValid)
        #expect(blank.weightedLength == 0)
        #expect(blank.displayRange.isEmpty)
    }

    @Test(arguments: ["\u{FFFE}", "\u{FEFF}", "\u{FFFF}"])
    func `a forbidden character spoils the text from there on`(_ forbidden: String) {
        let text = WeightedText("ab" + forbidden + "cd https://kicau.id")

        #expect(!text.isValid)
        #expect(text.validRange == 0..<2)
    }

    @Test func `the part that fits is given in offsets of the text as typed`() {
        let start = String(repeating: "e\u{301}", count: 200)
        let text = start + String(repeating: "x", count: 90) + String(repeating: "o\u{308}", count: 9)

        let weighed = WeightedText(text)

        #expect(weighed.weightedLength == 299)
        #expect(weighed.validRange == 0..<480)
        #expect(weighed.displayRange == 0..<508)
    }

    @Test func `a subscription raises the limit and nothing else`() {
        let text = String(repeating: "字", count: 12_500)

        #expect(WeightedText(text, config: .v3.with(maximumLength: 25_000)).isValid)
        #expect(!WeightedText(text + "字", config: .v3.with(maximumLength: 25_000)).isValid)
    }
}

extension WeightedTextTests.Expected {
    /// The files name the last offset inside a range; ours end after it.
    init(_ text: WeightedText) {
        self.init(
            weightedLength: text.weightedLength,
            valid: text.isValid,
            permillage: text.permillage,
            displayRangeStart: text.displayRange.lowerBound,
            displayRangeEnd: text.displayRange.upperBound - 1,
            validRangeStart: text.validRange.lowerBound,
            validRangeEnd: text.validRange.upperBound - 1
        )
    }
}
