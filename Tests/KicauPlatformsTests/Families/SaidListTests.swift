import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What a reading of Meta's inboxes leaves for the next")
struct SaidListTests {
    private let rest = SaidList(
        "k1/replies", after: "c1", floor: .noon, post: "m1", url: "https://ig.example/1", under: "k1")

    @Test func `comes back from the mark as it was`() throws {
        let mark = SaidMark(since: .noon, left: [rest, SaidList("me/mentions", floor: .noon)])
        let listening = Listening(
            signedIn: MetaSample.signedIn("threads"), mark: mark.stored, posts: [], now: .noon + .hours(1))

        #expect(SaidMark(listening) == mark)
    }

    @Test(
        arguments: [
            [:], ["since": "gestern", "left": [["list": 7], ["floor": 1], "x"]], ["left": .null],
        ] as [[String: JSONValue]])
    func `begins a week ago when the mark says nothing`(mark: [String: JSONValue]) {
        let listening = Listening(signedIn: MetaSample.signedIn("threads"), mark: mark, posts: [], now: .noon)

        #expect(SaidMark(listening) == SaidMark(since: .noon - .days(7), left: []))
    }

    @Test func `is each page once, from its lowest floor`() {
        let later = rest.from(.noon + .hours(1))
        let other = SaidList("k1/replies", after: "c2", floor: .noon + .hours(1))

        #expect(SaidList.merged([later, other, rest, later]) == [rest, other])
    }

    @Test func `has an end`() {
        let many = (0..<300).map { SaidList("k\($0)/replies", floor: .noon) }

        #expect(SaidMark(since: .noon, left: many).stored["left"]?.array?.count == 100)
    }
}
