import Foundation
import KicauCore
import Testing

@Suite("JSON of any shape")
struct JSONValueTests {
    private func foundation(_ value: JSONValue) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func any(_ dice: inout SystemRandomNumberGenerator, depth: Int) -> JSONValue {
        let texts = [
            "", "a", "B", "a10", "a9", "é", "e\u{301}", "日本", "😀", "\"", "\\", "/", "\n\r\t\u{8}\u{c}",
            "\u{0}\u{1f}\u{7f}",
            "\u{2028}", "a b", "A", "_",
        ]
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &dice) {
        case 0: return .null
        case 1: return .bool(.random(using: &dice))
        case 2: return .integer(.random(in: .min ... .max, using: &dice))
        case 3: return .number(Double(Int64.random(in: -1_000_000...1_000_000, using: &dice)) / 1000)
        case 4:
            return .number([0.1, -2.5, 1e300, 1.5e-7, 3, 1e15, 123_456_789.125][Int.random(in: 0..<7, using: &dice)])
        case 5: return .string(texts.randomElement(using: &dice) ?? "")
        case 6: return .array((0..<3).map { _ in any(&dice, depth: depth - 1) })
        default:
            let members = (0..<4).map { _ in
                ((texts.randomElement(using: &dice) ?? ""), any(&dice, depth: depth - 1))
            }
            return .object(Dictionary(members, uniquingKeysWith: { first, _ in first }))
        }
    }

    @Test func `is written as Foundation writes it, and read back as it was`() throws {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let value = JSONValueTests.any(&dice, depth: 4)

            #expect(try value.text == foundation(value))
            // A whole number is an integer once it was written.
            let again = try #require(JSONValue(reading: Data(value.text.utf8)))
            #expect(again.text == value.text)
        }
    }

    @Test func `says null for a number that no JSON can say`() {
        #expect(JSONValue.array([.number(.infinity), .number(.nan)]).text == "[null,null]")
    }

    @Test(arguments: ["{", "[1,", "<html>", "", "{\"a\":}"]) func `is nothing when it is no JSON`(text: String) {
        #expect(JSONValue(reading: Data(text.utf8)) == nil)
    }
}
