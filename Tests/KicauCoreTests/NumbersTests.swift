import KicauCore
import Testing

@Suite("What a network counts of a post")
struct NumbersTests {
    @Test func `adds up over a thread, but counts nobody twice`() {
        let sum = Numbers.sum([
            Numbers([.views: 100, .reach: 80, .likes: 3]), Numbers([.views: 60, .reach: 50]), .none,
        ])

        #expect(sum == [.views: 160, .reach: 80, .likes: 3])
    }

    @Test func `is the most there is when a network says more than that`() {
        #expect(Numbers.sum([Numbers([.views: .max]), Numbers([.views: 1])]) == [.views: .max])
    }

    @Test func `believes the first answer that names a metric, and keeps both`() {
        let post = Numbers([.likes: 3], answers: ["post"])
        let insights = Numbers([.likes: 9, .views: 70], answers: ["insights"], missing: .init("Not all of it."))

        let both = post.joined(by: insights)

        #expect(both.values == [.likes: 3, .views: 70])
        #expect(both.answers == ["post", "insights"])
        #expect(both.missing?.what == "Not all of it.")
    }

    @Test(arguments: [
        (Postponement.overBudget("Too dear."), "Too dear."), (.noPrice("No price."), "No price."),
        (.rateLimited(answer: "429"), "The network did not give the numbers this time; the next check asks again."),
        (.unreachable("no route"), "The network did not give the numbers this time; the next check asks again."),
    ])
    func `says why it is missing`(reason: Postponement, what: String) {
        #expect(reason.withoutNumbers.what.description == what)
    }
}
