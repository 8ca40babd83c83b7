import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A place on X")
struct XPlaceTests {
    private func post(_ place: String) -> Post {
        var post = Sample.post("Panen", "Bagian dua")
        post.options = ["x": ChosenOptions(["place_id": [place]])]
        return post
    }

    private func rendered(_ place: String) -> Rendered {
        X().render(post(place), for: Sample.account("x"), at: .noon)
    }

    @Test func `goes out with the first part, and is shown before`() async {
        let line = ScriptedLine([.reply(201, #"{"data":{"id":"99","text":"Panen"}}"#)])
        let errand = Sample.errand(
            X(), post("f7eb2fa2fea288b1"), step: Step(.commit, "post", part: 0),
            signedIn: Sample.signedIn(Sample.account("x")))

        _ = await X().commit(errand, via: line)

        let parts = rendered("f7eb2fa2fea288b1").rendition.parts
        #expect(line.asked[0].json == ["text": "Panen", "geo": ["place_id": "f7eb2fa2fea288b1"]])
        #expect(parts[1].frozen["geo"] == nil)
        #expect(X().trimmings(of: parts[0]).notes.map(\.kind) == [.place])
    }

    @Test func `is an id, and no name`() {
        #expect(rendered(" f7eb2fa2fea288b1 ").rendition.parts[0].frozen["geo"] == ["place_id": "f7eb2fa2fea288b1"])
        #expect(rendered("f7eb2fa2fea288b1").refusals.isEmpty)
        #expect(!rendered("Kopi Pagi").refusals.isEmpty)
        #expect(!rendered("-6.2,106.8").refusals.isEmpty)
    }
}
