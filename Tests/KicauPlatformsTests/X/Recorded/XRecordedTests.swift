import KicauCore
import Testing

@testable import KicauPlatforms

/// Nobody here wrote these answers: X gave them, and tweepy kept them.
@Suite("What X was recorded to answer is read by the connector")
struct XRecordedTests {
    let signedIn = Sample.signedIn(Sample.account("x"))

    private func line(_ recorded: Recorded..., then more: [ScriptedLine.Answer] = []) -> ScriptedLine {
        ScriptedLine(recorded.map(\.answer) + more)
    }

    private func errand(_ text: String, _ options: [String: [String]] = [:]) -> Errand {
        let post = Post(parts: [Post.Part(text: text)], options: ["x": ChosenOptions(options)])
        return Sample.errand(X(), post, step: Step(.commit, "post", part: 0), signedIn: signedIn)
    }

    @Test func `to a post, with its identity and nothing changed`() async throws {
        let outcome = await X().commit(errand("Test Tweet"), via: line(try Tape.post.first()))

        #expect(
            outcome.receipt
                == Receipt(
                    remoteID: "1456012973835788293", url: "https://x.com/ayu_lestari/status/1456012973835788293"))
    }

    @Test func `to another text than was sent, with what is different`() async throws {
        let outcome = await X().commit(errand("Another text"), via: line(try Tape.post.first()))

        #expect(outcome.receipt?.differences.map(\.description) == ["X shows another text than was sent: Test Tweet"])
    }

    @Test func `to a deletion`() async throws {
        let deletion = try #require(try Tape.post.recorded().last)

        let end = await X().delete(
            Receipt(remoteID: "1456012973835788293", url: nil), of: signedIn, via: line(deletion))

        #expect(end == .deleted)
    }

    @Test func `to a post in a community`() async throws {
        let errand = errand("Test tweet in community", ["community_id": ["123456789"]])

        let outcome = await X().commit(errand, via: line(try Tape.communityPost.first()))

        #expect(outcome.receipt?.remoteID == "1234567890")
        #expect(outcome.receipt?.differences == [])
    }

    @Test func `to who is signed in`() async throws {
        let identity = await X().whoAmI(signedIn, via: line(try Tape.me.first()))

        guard case .known(let id, let handle, let name, let traits) = identity else {
            Issue.record("\(identity)")
            return
        }
        #expect([id, handle, name] == ["1072250532645998596", "TweepyDev", "Tweepy Testing"])
        #expect(traits == ["longPosts": false])
    }

    @Test func `to a search for one name`() async throws {
        let found = await X().find("Twitter", for: signedIn, via: line(try Tape.person.first()))

        guard case .people(let people) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(people.map(\.handle) == ["Twitter"])
        #expect(people.map(\.name) == ["Twitter"])
    }

    @Test func `to a look through the timeline, where our text is found`() async throws {
        let text = """
            if you see an edited Tweet it's because we're testing the edit button

            this is happening and you'll be okay
            """

        let finding = await X().look(errand(text), doubt: Sample.doubt, via: line(try Tape.timeline.first()))

        #expect(finding.receipt?.remoteID == "1565318587736285184")
    }

    @Test func `to a look through the timeline, where another text is not`() async throws {
        let end = ScriptedLine.Answer.reply(200, #"{"meta":{"result_count":0}}"#)
        let line = line(try Tape.timeline.first(), then: [end])

        let finding = await X().look(errand("whoa, it works"), doubt: Sample.doubt, via: line)

        guard case .notSeen(let evidence) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(evidence.compared == 2)
        #expect(line.asked[1].query("pagination_token") == "7140dibdnow9c7btw4232poeq0wapgnwgwqwvuwn3peex")
    }

    /// tweepy did not ask for authors: a mention by nobody known is none, and the place is kept all the same.
    @Test func `to a reading of the mentions, with the place to go on from`() async throws {
        let end = ScriptedLine.Answer.reply(200, #"{"meta":{"result_count":0}}"#)
        let line = line(try Tape.mentions.first(), then: [end])

        let heard = await X().listen(Listening(signedIn: signedIn, mark: [:], posts: [], now: .noon), via: line)

        guard case .said(let said, let mark, nil) = heard else {
            Issue.record("\(heard)")
            return
        }
        #expect(said.isEmpty)
        #expect(mark == ["since_id": "1578516295611748353"])
        #expect(line.asked[1].query("until_id") == "1578516107798884353")
    }

    @Test func `to hiding an answer and showing it again`() async throws {
        let recorded = try Tape.hiding.recorded()
        let said = Said(
            kind: .reply, receipt: Receipt(remoteID: "1344794616005066752", url: nil),
            speaker: Speaker(remoteID: "7", handle: "ana_b", name: "Ana"), text: "Hi", at: .noon, about: "99")
        var ends: [DeedEnd] = []

        for (deed, answer) in zip([Deed.hide, .unhide], recorded) {
            ends.append(await X().act(deed, on: said, of: signedIn, now: .noon, via: line(answer)))
        }
        let crossed = await X().act(.unhide, on: said, of: signedIn, now: .noon, via: line(recorded[0]))

        #expect(ends == [.done, .done])
        guard case .unknown = crossed else {
            Issue.record("\(crossed)")
            return
        }
    }

    /// Name, most and remaining, as the recorded headers have them.
    static let limits: [(Tape, Int, String, Int, Int)] = [
        (.post, 0, "POST /2/tweets", 200, 199), (.post, 1, "DELETE /2/tweets/:id", 50, 49),
        (.communityPost, 0, "POST /2/tweets", 200, 199), (.me, 0, "GET /2/users/me", 75, 74),
        (.person, 0, "GET /2/users/by/username/:username", 300, 299),
        (.onePost, 0, "GET /2/tweets/:id", 300, 298), (.somePosts, 0, "GET /2/tweets", 300, 298),
        (.timeline, 0, "GET /2/users/:id/tweets", 1500, 1498),
        (.mentions, 0, "GET /2/users/:id/mentions", 450, 448), (.hiding, 0, "PUT /2/tweets/:id/hidden", 50, 45),
        (.hiding, 1, "PUT /2/tweets/:id/hidden", 50, 44),
    ]

    @Test(arguments: limits)
    func `with what is left of a limit`(
        tape: Tape, place: Int, name: String, most: Int, remaining: Int
    ) throws {
        let recorded = try tape.recorded()[place]
        let reset = try #require(recorded.headers.first { $0.0 == "x-rate-limit-reset" }.flatMap { Int64($0.1) })
        let call = Call(try #require(Call.Method(rawValue: recorded.method)), recorded.url)

        let sightings = X().sightings(in: try recorded.reply(), to: call)

        #expect(
            sightings == [
                QuotaSighting(
                    name, .account, in: .minutes(15), most: most, remaining: remaining,
                    resets: Instant(seconds: reset))
            ])
    }
}
