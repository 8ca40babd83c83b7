import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("People in pictures on X")
struct XTaggingTests {
    private let signedIn = Sample.signedIn(Sample.account("x"))

    private func post(_ names: [String], _ media: [Media] = [Sample.picture()]) -> Post {
        var post = Sample.post("Panen kopi", pictures: media)
        post.options = ["x": ChosenOptions(["tagged_user_ids": names])]
        return post
    }

    private func rendered(_ names: [String], _ media: [Media] = [Sample.picture()]) -> Rendered {
        X().render(post(names, media), for: signedIn.account, at: .noon)
    }

    private func errand(_ step: String, _ kind: Step.Kind = .prepare, ids: JSONValue? = nil) -> Errand {
        var prepared: [(step: Step, result: [String: JSONValue])] = [
            (Step(.prepare, "upload", part: 0, picture: 0), ["media_id": "555"])
        ]
        if let ids { prepared.append((Step(.prepare, "people", part: 0), ["ids": ids])) }
        return Sample.errand(
            X(), post(["@dewi_a", "bima"]), step: Step(kind, step, part: 0), signedIn: signedIn,
            progress: Progress(prepared: prepared))
    }

    private static func user(_ id: String) -> ScriptedLine.Answer {
        .reply(200, #"{"data":{"id":"\#(id)","username":"u","name":"U"}}"#)
    }

    @Test func `are looked up between the picture and the post, and priced with it`() {
        let rendered = rendered(["@dewi_a", "bima"])

        #expect(X().steps(for: rendered.rendition).map(\.name) == ["upload", "people", "post"])
        #expect(
            rendered.rendition.parts[0].units == [MeterUnit("post_create_url"), MeterUnit("user_read", count: 2)])
        #expect(rendered.broken.allSatisfy { $0.weight == .warns })
        #expect(X().trimmings(of: rendered.rendition.parts[0]).notes.map(\.kind) == [.people])
    }

    @Test func `are one call each, and what is known is noted`() async {
        let line = ScriptedLine([Self.user("7"), Self.user("8")])

        let first = await X().prepare(errand("people"), before: nil, via: line)
        let second = await X().prepare(errand("people"), before: first.result, via: line)

        #expect(first == .working(["ids": ["7"]], askAgain: .noon))
        #expect(second == .ready(["ids": ["7", "8"]], expires: nil))
        #expect(
            line.asked.map(\.call.url) == [
                "https://api.x.com/2/users/by/username/dewi_a", "https://api.x.com/2/users/by/username/bima",
            ])
        #expect(line.asked.map(\.unit.name) == ["user_read", "user_read"])
    }

    @Test func `go out by their numbers, and their handles stay here`() async {
        let line = ScriptedLine([.reply(201, #"{"data":{"id":"99","text":"Panen kopi"}}"#)])

        _ = await X().commit(errand("post", .commit, ids: ["7", "8"]), via: line)

        #expect(
            line.asked[0].json == [
                "text": "Panen kopi", "media": ["media_ids": ["555"], "tagged_user_ids": ["7", "8"]],
            ])
    }

    @Test func `whom nobody knows stop the post before it is out`() async {
        let line = ScriptedLine([
            .reply(200, #"{"errors":[{"title":"Not Found Error","type":"resource-not-found"}]}"#)
        ])

        let answer = await X().prepare(errand("people"), before: nil, via: line)

        guard case .refused(let refusal) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(refusal.what.description == "X knows nobody called @dewi_a.")
    }

    @Test func `are each named once, by a handle, in a picture`() {
        #expect(rendered(["@dewi_a", "Dewi_A"]).rendition.parts[0].taggedOnX == ["dewi_a"])
        #expect(!rendered(["dewi.a"]).refusals.isEmpty)
        #expect(!rendered(["dewi_a"], []).refusals.isEmpty)
        #expect(!rendered(["dewi_a"], [Sample.video()]).refusals.isEmpty)
        #expect(rendered(["dewi_a"]).refusals.isEmpty)
    }
}
