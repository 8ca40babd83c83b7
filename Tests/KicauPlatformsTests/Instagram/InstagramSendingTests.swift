import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Sending to Instagram")
struct InstagramSendingTests {
    let first = Step(.prepare, "container", part: 0, picture: 0)
    let second = Step(.prepare, "container", part: 0, picture: 1)
    let parent = Step(.prepare, "container", part: 0)
    let commit = Step(.commit, "post", part: 0)
    let one = Sample.post("Kopi pagi", pictures: [Sample.picture(alt: "Secangkir kopi")])
    let two = Sample.post("Dua", pictures: [Sample.picture(alt: "a"), Sample.picture()])

    @Test func `makes a container from a public address`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"c1"}"#)])
        let errand = MetaSample.errand(Instagram(), one, first)

        let preparation = await Instagram().prepare(errand, before: nil, via: line)

        #expect(
            preparation
                == .working(
                    ["container": "c1", "made": .integer(errand.now.ms), "looks": 1], askAgain: errand.now + .seconds(2)
                ))
        #expect(line.asked[0].call.url == "https://graph.instagram.com/v23.0/42/media")
        #expect(
            line.asked[0].form == [
                "image_url": "https://media.example/0.jpg", "alt_text": "Secangkir kopi", "caption": "Kopi pagi",
            ])
        #expect(!line.asked[0].call.isCommit)
    }

    @Test func `refuses clearly when pictures cannot be fetched from outside`() async {
        let line = ScriptedLine([])
        let errand = MetaSample.errand(Instagram(), one, first, isPublic: false)

        guard case .refused(let refusal) = await Instagram().prepare(errand, before: nil, via: line) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.kind == .appConfig)
        #expect(line.asked.isEmpty)
    }

    @Test func `puts the caption on the carousel, not on its pictures`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"c2"}"#), .reply(200, #"{"id":"c3"}"#)])
        let progress = Progress(prepared: [
            MetaSample.prepared(second, "container", "c2"), MetaSample.prepared(first, "container", "c1"),
        ])

        _ = await Instagram().prepare(MetaSample.errand(Instagram(), two, second), before: nil, via: line)
        _ = await Instagram().prepare(
            MetaSample.errand(Instagram(), two, parent, progress: progress), before: nil, via: line)

        #expect(line.asked[0].form == ["image_url": "https://media.example/1.jpg", "is_carousel_item": "true"])
        #expect(line.asked[1].form == ["media_type": "CAROUSEL", "children": "c1,c2", "caption": "Dua"])
    }

    @Test(arguments: [
        (#"{"status_code":"FINISHED"}"#, "ready"), (#"{"status_code":"PUBLISHED"}"#, "ready"),
        (#"{"status_code":"IN_PROGRESS"}"#, "working"), (#"{"status_code":"EXPIRED"}"#, "stageAgain"),
        (#"{"status_code":"ERROR","status":"Error: failed with error code 2207052"}"#, "refused"),
        (#"{"status_code":"ERROR","status":"Error: failed with error code 2207003"}"#, "stageAgain"),
        (#"{"status_code":"NEW_WORD"}"#, "postponed"), ("{}", "postponed"),
    ])
    func `waits until a container is ready`(answer: String, wanted: String) async {
        let before: [String: JSONValue] = ["container": "c1", "made": .integer(Instant.noon.ms), "looks": 1]

        let preparation = await Instagram().prepare(
            MetaSample.errand(Instagram(), one, first), before: before, via: ScriptedLine([.reply(200, answer)]))

        #expect("\(preparation)".hasPrefix(wanted))
    }

    @Test func `asks less and less often, and gives a container up after an hour`() async {
        let answer = ScriptedLine.Answer.reply(200, #"{"status_code":"IN_PROGRESS"}"#)
        var before: [String: JSONValue] = ["container": "c1", "made": .integer(Instant.noon.ms), "looks": 1]
        var waits: [Duration] = []
        var now = Instant.noon
        for _ in 0..<8 {
            let errand = MetaSample.errand(Instagram(), one, first, now: now)
            let preparation = await Instagram().prepare(errand, before: before, via: ScriptedLine([answer]))
            guard case .working(let next, let again) = preparation else { break }
            waits.append(again - now)
            (before, now) = (next, again)
        }
        #expect(waits == [3, 5, 10, 20, 30, 60, 60, 60].map { Duration.seconds($0) })

        let late = MetaSample.errand(Instagram(), one, first, now: .noon + .hours(1))
        let preparation = await Instagram().prepare(late, before: before, via: ScriptedLine([answer]))
        #expect("\(preparation)".hasPrefix("stageAgain"))
    }

    func published(_ answers: [ScriptedLine.Answer], _ line: (ScriptedLine) -> Void = { _ in }) async -> Outcome {
        let scripted = ScriptedLine(answers)
        let errand = MetaSample.errand(
            Instagram(), one, commit, progress: Progress(prepared: [MetaSample.prepared(first, "container", "c1")]))
        let outcome = await Instagram().commit(errand, via: scripted)
        line(scripted)
        return outcome
    }

    @Test func `publishes a container once and reads the address back`() async {
        let shown =
            #"{"id":"m1","caption":"Kopi pagi","permalink":"https://ig.example/p/1","alt_text":"Secangkir kopi"}"#
        let outcome = await published([.reply(200, #"{"id":"m1"}"#), .reply(200, shown)]) { line in
            #expect(line.asked[0].call.url == "https://graph.instagram.com/v23.0/42/media_publish")
            #expect(line.asked[0].form == ["creation_id": "c1"])
            #expect(line.asked.map(\.call.isCommit) == [true, false])
        }

        #expect(outcome.receipt?.remoteID == "m1")
        #expect(outcome.receipt?.url == "https://ig.example/p/1")
        #expect(outcome.receipt?.differences == [])
    }

    @Test func `tells when the caption or the description came out otherwise`() async {
        let outcome = await published([.reply(200, #"{"id":"m1"}"#), .reply(200, #"{"caption":"Lain","alt_text":""}"#)])

        #expect(outcome.receipt?.differences.count == 2)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "unknown"), (.reply(500, MetaSample.error(-1, 2_207_001)), "unknown"),
        (.reply(400, MetaSample.error(9007, 2_207_027)), "postponed"),
        (.reply(400, MetaSample.error(9, 2_207_042)), "postponed"),
        (.reply(400, MetaSample.error(-2, 2_207_020)), "stageAgain"),
        (.reply(400, MetaSample.error(24, 2_207_006)), "stageAgain"),
        (.reply(400, MetaSample.error(4, 2_207_051)), "refused"), (.reply(200, "{}"), "unknown"),
    ])
    func `says of every end which it is`(answer: ScriptedLine.Answer, wanted: String) async {
        #expect("\(await published([answer]))".hasPrefix(wanted))
    }

    @Test func `publishes nothing that was not staged`() async {
        let line = ScriptedLine([])
        // A carousel's pictures are staged, the carousel is not.
        let progress = Progress(prepared: [
            MetaSample.prepared(first, "container", "c1"), MetaSample.prepared(second, "container", "c2"),
        ])

        let outcome = await Instagram().commit(
            MetaSample.errand(Instagram(), two, commit, progress: progress), via: line)

        #expect(outcome.refusal?.kind == .newContainer)
        #expect(line.asked.isEmpty)
    }

    @Test func `goes through Facebook's graph, with proof, for accounts connected by their page`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"c1"}"#)])

        _ = await Instagram().prepare(
            MetaSample.errand(Instagram(), one, first, traits: ["login": "facebook"]), before: nil, via: line)

        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42/media")
        #expect(line.asked[0].form["appsecret_proof"] != nil)
    }

    @Test func `deletes only where Instagram lets apps delete`() async {
        let receipt = Receipt(remoteID: "m1", url: nil)
        let own = MetaSample.signedIn("instagram")
        let paged = MetaSample.signedIn("instagram", traits: ["login": "facebook"])

        #expect(await Instagram().delete(receipt, of: own, via: ScriptedLine([])) == .notOffered)
        #expect(
            await Instagram().delete(receipt, of: paged, via: ScriptedLine([.reply(200, #"{"success":true}"#)]))
                == .deleted)
    }
}
