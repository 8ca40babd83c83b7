import KicauCore
import Testing

@testable import kicau

@Suite("What the terminal tells of the rules that a post breaks")
struct PostRulesTests {
    @Test func `is a line a rule, parts counted from one`() {
        let preview: JSONValue = [
            "accounts": [
                [
                    "account": ["platform": "facebook", "handle": "kedai"],
                    "broken": [
                        ["weight": "warns", "part": 0, "what": "It moves.", "do": "Upload a video."],
                        ["weight": "refuses", "what": "Facebook has no threads.", "do": "Write one text."],
                    ],
                ]
            ]
        ]

        let rows = PostRules.rows(preview)

        #expect(
            rows.map { Array($0.dropFirst()) } == [
                ["1", "warns", "It moves.", "Upload a video."],
                ["", "refuses", "Facebook has no threads.", "Write one text."],
            ])
        #expect(rows.first?.first == "facebook:kedai")
    }

    @Test func `is nothing where none is broken`() {
        #expect(PostRules.rows([:]) == [])
        #expect(PostRules.rows(["accounts": [["broken": []]]]) == [])
    }
}
