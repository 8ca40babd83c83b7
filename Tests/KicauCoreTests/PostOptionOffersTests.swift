import KicauCore
import Testing

@Suite("What several accounts of a network may be asked for")
struct PostOptionOffersTests {
    private let all = [
        PostOption("poll", "Poll", .lines(2...50, most: 500)),
        PostOption(
            "runs", "Runs", .choice([.init("60", "1 hour"), .init("300", "5 hours"), .init("900", "15 hours")])),
        PostOption("quote", "Quote", .link), PostOption("warning", "Warning", .text(most: 500)),
        PostOption("essay", "Essay", .passage(most: 9000)),
    ]

    private func poll(_ most: Int, _ characters: Int) -> PostOption {
        PostOption("poll", "Poll", .lines(2...most, most: characters))
    }

    @Test func `is as wide as the widest of them, in the network's order`() {
        let kept = all.kept(by: [
            [PostOption("warning", "Warning", .text(most: 140)), poll(4, 50)],
            [PostOption("essay", "Essay", .passage(most: 4000))],
            [poll(6, 25), PostOption("runs", "Runs", .choice([.init("900", "15 hours"), .init("60", "1 hour")]))],
        ])

        #expect(kept.map(\.name) == ["poll", "runs", "warning", "essay"])
        #expect(kept[0].kind == .lines(2...6, most: 50))
        #expect(kept[1].kind == .choice([.init("60", "1 hour"), .init("900", "15 hours")]))
        #expect(kept[2].kind == .text(most: 140))
        #expect(kept[3].kind == .passage(most: 4000))
    }

    @Test func `is nothing where none of them offers anything`() {
        #expect(all.kept(by: [[], []]).isEmpty)
    }
}
