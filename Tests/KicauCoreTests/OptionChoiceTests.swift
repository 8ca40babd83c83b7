import Foundation
import KicauCore
import Testing

@Suite("A choice held against what a network offers")
struct OptionChoiceTests {
    let offered = [
        PostOption(
            "visibility", "Who may see it", .choice([.init("public", "Everyone"), .init("private", "Followers")])),
        PostOption("warning", "Content warning", .text(most: 5)),
        PostOption("sensitive", "Sensitive", .flag),
        PostOption("card", "Link", .link),
        PostOption("poll", "Answers", .lines(2...3, most: 4)),
        PostOption("labels", "Labels", .several([.init("a", "A"), .init("b", "B"), .init("c", "C")], most: 2)),
    ]

    private func broken(_ values: [String: [String]]) -> [RuleBroken] {
        offered.broken(by: ChosenOptions(values))
    }

    @Test func `takes what is offered`() {
        #expect(
            broken([
                "visibility": ["private"], "warning": ["kopi"], "sensitive": ["yes"], "card": ["https://a.example"],
                "poll": ["Ya", "Tak"], "labels": ["a", "c"],
            ]).isEmpty)
    }

    @Test(arguments: [
        ["visibilty": ["public"]], ["visibility": ["all"]], ["visibility": ["public", "private"]],
        ["warning": ["cokelat"]], ["sensitive": ["maybe"]], ["card": ["a.example"]], ["poll": ["Ya"]],
        ["poll": ["Ya", "Mungkin"]], ["labels": ["a", "b", "c"]], ["labels": ["d"]],
    ])
    func `refuses what is not, and says what is`(values: [String: [String]]) {
        let broken = broken(values)

        #expect(broken.count == 1)
        #expect(broken[0].weight == .refuses)
        #expect(!broken[0].toDo.description.isEmpty)
    }

    @Test func `a post without any is written as it always was`() throws {
        let bare = Post(parts: [.init(text: "kopi")])
        let old = #"{"parts":[{"text":"kopi","media":[]}]}"#

        #expect(try JSONDecoder().decode(Post.self, from: Data(old.utf8)) == bare)
        #expect(try JSONDecoder().decode(Post.self, from: JSONEncoder().encode(bare)) == bare)
    }

    @Test func `what was chosen comes back as it was written`() throws {
        var post = Post(parts: [.init(text: "kopi")])
        post.options = ["mastodon": ChosenOptions(["poll": ["Ya", "Tidak"], "empty": []]), "x": ChosenOptions()]

        let again = try JSONDecoder().decode(Post.self, from: JSONEncoder().encode(post))

        #expect(again.options == ["mastodon": ChosenOptions(["poll": ["Ya", "Tidak"]])])
    }
}
