import KicauCore
import Testing

@testable import kicau

@Suite("What readers will see besides, in the terminal")
struct PostTrimmingsTests {
    private func preview(_ trimmings: JSONValue...) -> JSONValue {
        let account: JSONValue = ["platform": "mastodon", "handle": "warungkata"]
        return ["accounts": [["account": account, "trimmings": .array(trimmings)]]]
    }

    private func lines(_ trimmings: JSONValue) -> [String] {
        PostTrimmings.rows(preview(trimmings)).compactMap(\.last)
    }

    @Test func `stands with its account and the number of its part, which begins at one`() {
        let told = preview(["hides_text": false, "notes": []], ["topic": "Kopi", "hides_text": false, "notes": []])

        #expect(PostTrimmings.rows(told) == [["mastodon:warungkata", "2", "Topic: Kopi"]])
    }

    @Test func `names topic, warning, quote and card, then the poll, then what else was chosen`() {
        let told: JSONValue = [
            "topic": "Kopi", "warning": "Pedas", "hides_text": true, "quoted": "https://mastodon.example/@bima/7",
            "link": "https://kedai-aksara.com/menu", "poll": ["answers": ["Ya", "Tidak"], "takes_several": false],
            "notes": [
                ["about": "audience", "title": "Who sees it", "words": ["Followers", "18 and older"]],
                ["about": "label", "title": "Label: made with AI", "words": []],
            ],
        ]

        #expect(
            lines(told) == [
                "Topic: Kopi", "Warning before it: Pedas", "Quoted post: https://mastodon.example/@bima/7",
                "Card: https://kedai-aksara.com/menu", "Poll: Ya / Tidak", "Who sees it: Followers, 18 and older",
                "Label: made with AI",
            ])
    }

    @Test func `is the whole poll: its question, its answers, how long it runs and how many may be chosen`() {
        let poll: JSONValue = [
            "question": "Kopi apa?", "answers": ["Tubruk", "Susu"], "takes_several": true, "runs": "1 day",
        ]

        #expect(
            lines(["hides_text": false, "poll": poll, "notes": []]) == [
                "Poll question: Kopi apa?", "Poll: Tubruk / Susu", "Poll runs for: 1 day",
                "Poll: more than one answer may be chosen",
            ])
    }

    @Test func `names a card by its page's title where that was read`() {
        let page: JSONValue = ["url": "https://kedai-aksara.com/menu", "title": "Menu"]

        #expect(
            lines(["link": "https://kedai-aksara.com/menu", "page": page, "notes": []]) == [
                "Card: Menu · https://kedai-aksara.com/menu"
            ])
    }

    @Test func `is nothing where nothing was chosen, or nothing is told`() {
        #expect(lines(["hides_text": false, "notes": []]) == [])
        #expect(PostTrimmings.rows([:]) == [] && PostTrimmings.rows(preview()) == [])
    }
}
