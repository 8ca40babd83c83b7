import KicauCore
import Testing

@Suite("What a later check makes of what it read")
struct RecheckingTests {
    private let now = Instant(ms: 1_780_279_200_000)
    private let early: Sentence = "The server marks the language as none."
    private let late: Sentence = "The server shows another text."

    private func part(_ differences: [Sentence] = []) -> PublishedPart {
        PublishedPart(
            part: RenderedPart(role: .post, wireText: "Halo", shownText: "Halo", spans: [], media: [], units: []),
            receipt: Receipt(remoteID: "1", url: nil, differences: differences), parent: nil)
    }

    @Test func `tells only what was not so when it was published`() {
        let checking = Rechecking(tries: 0, now: now)

        let same = checking.sighted(.there(differences: [early]), of: part([early]), number: 0)
        let other = checking.sighted(.there(differences: [early, late]), of: part([early]), number: 0)

        #expect(same.sighting == .unchanged && same.differences.isEmpty)
        #expect(other.sighting == .changed && other.differences == [late])
    }

    @Test(arguments: [
        (Postponement.overBudget("Too dear."), Sighting.skipped), (.noPrice("No price."), .skipped),
        (.paymentRequired(answer: nil), .skipped), (.rateLimited(answer: nil), .couldNotLook),
        (.unreachable("no route"), .couldNotLook), (.platformBusy(answer: nil), .couldNotLook),
    ])
    func `skips for want of money, and tries again for anything else that passes`(
        _ reason: Postponement, _ sighting: Sighting
    ) {
        let reread = Reread.couldNotLook(until: now + .minutes(5), reason)

        let seen = Rechecking(tries: 2, now: now).sighted(reread, of: part(), number: 0)
        let again = Rechecking(tries: 0, now: now).again(after: reread)

        #expect(seen.sighting == sighting)
        #expect(again == (sighting == .skipped ? nil : now + .minutes(5)))
        #expect(Rechecking(tries: 2, now: now).again(after: reread) == nil)
    }

    @Test(arguments: [
        Reread.there(differences: []), .gone(answer: nil, status: 404), .notOffered,
        .unshown(Numbers([.views: 410])), .signedOut(Refusal(.token, "Dead.", do: "Reconnect.")),
    ])
    func `takes a clear answer as it is`(_ reread: Reread) {
        #expect(Rechecking(tries: 0, now: now).again(after: reread) == nil)
    }

    @Test func `does not take numbers for a sight of the post, and keeps why some are missing`() {
        let numbers = Numbers([.views: 410], missing: .init("The app may not read them."))

        let seen = Rechecking(tries: 0, now: now).sighted(.unshown(numbers), of: part(), number: 0)

        #expect(seen.sighting == .notOffered)
        #expect(seen.withoutNumbers?.what.description == "The app may not read them.")
        #expect(Reread.unshown(numbers).numbers?.values == [.views: 410] && Reread.notOffered.numbers == nil)
    }

    @Test(arguments: [
        ([Sighting.unchanged, .gone, .changed], Sighting.gone), ([.unchanged, .changed], .changed),
        ([.unchanged, .couldNotLook], .couldNotLook), ([.skipped, .unchanged], .skipped),
        ([.notOffered, .unchanged], .unchanged), ([.notOffered], .notOffered), ([], .notOffered),
    ])
    func `weighs the parts`(_ parts: [Sighting], _ verdict: Sighting) {
        let seen = parts.enumerated().map { PartSighting(part: $0, sighting: $1, story: .init("It is.")) }

        #expect(Rechecking.verdict(of: seen) == verdict)
    }

    @Test func `has something to tell only when it turns`() {
        for presence in Presence.allCases { #expect(presence.story(after: presence) == nil) }
        #expect(Presence.there.story(after: nil) == nil)
        #expect(Presence.gone.story(after: nil) != nil && Presence.there.story(after: .gone) != nil)
        #expect(Presence(.couldNotLook) == nil && Presence(.skipped) == nil && Presence(.notOffered) == nil)
    }
}
