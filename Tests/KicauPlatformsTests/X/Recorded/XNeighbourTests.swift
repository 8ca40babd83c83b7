import KicauCore
import Testing

@testable import KicauPlatforms

/// Endpoints that answer in the shapes of those we call, and API v1.1, whose shapes must not be taken for them.
@Suite("What X was recorded to answer to others is read as far as it is alike")
struct XNeighbourTests {
    private func posts(_ tape: Tape) throws -> [XWire.Seen] {
        let data = try #require(try tape.first().json?["data"])
        let posts = data.array ?? [data]
        let seen = posts.compactMap(XWire.Seen.init)
        #expect(seen.count == posts.count)
        return seen
    }

    @Test func `one post and several, whatever stands in their texts`() throws {
        let one = try posts(.onePost)
        let some = try posts(.somePosts)

        #expect(one.map(\.id) == ["1293593516040269825"])
        #expect(some.map(\.id) == ["1293593516040269825", "1293595870563381249"])
        #expect(one.first?.text == some.first?.text)
        #expect(one.first?.text.hasPrefix("It’s finally here! 🥁 Say hello to the new #TwitterAPI.\n\n") == true)
        #expect(one.allSatisfy { $0.created == nil && $0.pictures == 0 && $0.parent == nil && $0.quoted == nil })
    }

    @Test func `a post without its links' addresses is the same but for the links`() throws {
        let sent = """
            Twitter API v2: Early Access released

            Today we announced Early Access to the first endpoints of the new Twitter API!

            #TwitterAPI #EarlyAccess #VersionBump https://twittercommunity.com/t/twitter-api-v2
            """
        let shown = try #require(try posts(.somePosts).last)

        #expect(XText.isAlike(shown.text, sent, in: .post))
        #expect(!XText.isAlike(shown.text, "And more: " + sent, in: .post))
    }

    @Test(arguments: [
        (Tape.timeline, 2, "1577730467436138524", "1565318587736285184"),
        (.mentions, 10, "1578516295611748353", "1578516107798884353"),
        (.quotes, 9, "1458146351036841988", "1447395402676793345"),
        (.search, 10, "1578516068309794817", "1578511538419212288"),
        (.wholeSearch, 10, "1578520094778740736", "1578516068309794817"),
    ])
    func `lists, from the newest to the oldest`(tape: Tape, count: Int, newest: String, oldest: String) throws {
        let seen = try posts(tape)

        #expect(seen.count == count)
        #expect(seen.first?.id == newest)
        #expect(seen.last?.id == oldest)
        #expect(seen.allSatisfy { !$0.text.isEmpty })
    }

    @Test func `a mention begins with whom it answers, and reads without`() throws {
        let first = try #require(try posts(.mentions).first)

        #expect(
            XText.withoutLead(first.text)
                == "this is my ENTIRE feed, why do you think i want this. respond to my ticket. https://t.co/W5GxALkkZd"
        )
    }

    @Test func `people`() throws {
        let people = try #require(try Tape.people.first().json?["data"]?.array)

        #expect(
            people.map(XWire.speaker) == [
                Speaker(remoteID: "783214", handle: "Twitter", name: "Twitter"),
                Speaker(remoteID: "2244994945", handle: "TwitterDev", name: "Twitter Dev"),
            ])
    }

    @Test func `a status of v1.1, with its link put back`() throws {
        let seen = try #require(try Tape.oldStatus.first().json.flatMap(XWire.Seen.init))

        #expect(seen.id == "266367358078169089")
        #expect(
            seen.text
                == "RT @TwitterEng: Bolstering our infrastructure. \"As  usage patterns change, Twitter can remain resilient.\" "
                + "https://engineering.twitter.com/2012/11/bolstering-our-infrastructure.html")
    }

    @Test func `a status of v1.1 with a picture, whose link is not among the others`() throws {
        let seen = try #require(try Tape.oldUpdateWithPicture.first().json.flatMap(XWire.Seen.init))

        #expect(seen.id == "1149914662164684800")
        #expect(XText.isAlike(seen.text, "testing 1000", in: .post))
    }

    /// It names a post, and not where a post of v2 is named: looked for instead of believed.
    @Test func `a yes of v1.1 is no yes to a post of ours`() async throws {
        let recorded = try Tape.oldUpdate.recorded()
        let errand = Sample.errand(
            X(), Sample.post("testing 1000"), step: Step(.commit, "post", part: 0),
            signedIn: Sample.signedIn(Sample.account("x")))

        let outcome = await X().commit(errand, via: ScriptedLine([recorded[0].answer]))

        #expect(outcome.isUnknown)
        #expect(recorded.compactMap { $0.json?["id"]?.string }.count == 4)
    }

    @Test(arguments: [Tape.oldPicture, .oldVideo])
    func `an upload of v1.1 is not ready for a post of v2`(tape: Tape) throws {
        for recorded in try tape.recorded() where !recorded.body.isEmpty {
            #expect(recorded.json?["media_id_string"]?.string?.isDigits == true)
            #expect(X.uploaded(try recorded.reply()).result == nil)
        }
    }

    @Test func `every recording is read, or stands in the list with its reason`() throws {
        let read = Set(Tape.allCases.map(\.rawValue))

        #expect(try Cassette.names() == read.union(Tape.unread.keys))
        #expect(read.isDisjoint(with: Tape.unread.keys))
        #expect(Tape.unread.values.allSatisfy { $0.hasSuffix(".") })
        for name in Tape.unread.keys { #expect(try !Cassette.recorded(name).isEmpty) }
    }
}
