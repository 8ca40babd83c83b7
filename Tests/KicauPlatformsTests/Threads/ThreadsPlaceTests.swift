import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Places on Threads")
struct ThreadsPlaceTests {
    private let look = Step(.prepare, "place", part: 0)
    private let stage = Step(.prepare, "container", part: 0)

    private func post(_ place: String) -> Post {
        var post = Sample.post("Panen", "Bagian dua")
        post.options = ["threads": ChosenOptions(["location_id": [place]])]
        return post
    }

    private func found(_ place: String, _ places: String) async -> (Preparation, ScriptedLine) {
        let line = ScriptedLine([.reply(200, #"{"data":[\#(places)]}"#)])
        return (await Threads().prepare(MetaSample.errand(Threads(), post(place), look), before: nil, via: line), line)
    }

    private func steps(_ place: String) -> [String] {
        let account = Sample.account("threads")
        return Threads().steps(for: Threads().render(post(place), for: account, at: .noon).rendition).map(\.name)
    }

    private func form(_ place: String, _ progress: Progress = Progress()) async -> [String: String]? {
        let line = ScriptedLine([.reply(200, #"{"id":"c1"}"#)])
        let errand = MetaSample.errand(Threads(), post(place), stage, progress: progress)
        _ = await Threads().prepare(errand, before: nil, via: line)
        return line.asked.first?.form
    }

    @Test func `are looked up by their name before the first part is staged`() {
        #expect(steps("Pasar Beringharjo") == ["place", "container", "post", "container", "reply"])
        #expect(steps("77") == ["container", "post", "container", "reply"])
    }

    @Test func `are found by their whole name, in small and big letters alike`() async {
        let (answer, line) = await found(
            "pasar beringharjo",
            #"{"id":12,"name":"Pasar Beringharjo"},{"id":"13","name":"Pasar Beringharjo Timur"}"#)

        #expect(answer == .ready(["id": "12"], expires: nil))
        #expect(line.asked[0].call.url == "https://graph.threads.net/v1.0/location_search")
        #expect(line.asked[0].query("q") == "pasar beringharjo")
    }

    @Test func `that are none or several stop the post, with the numbers of those that were found`() async {
        let none = await found("Entah", "").0
        let several = await found(
            "Kopi Pagi",
            #"{"id":"3","name":"Kopi Pagi","city":"Bandung"},{"id":"4","name":"Kopi Pagi"},{"id":"5","name":"Kopi"}"#
        ).0

        guard case .refused(let first) = none, case .refused(let second) = several else {
            Issue.record("\(none), \(several)")
            return
        }
        #expect(first.what.description == "Threads knows no place called Entah.")
        #expect(
            second.what.description
                == "Threads knows no single place called Kopi Pagi, but these: 3 (Kopi Pagi, Bandung); 4 (Kopi Pagi).")
    }

    @Test func `go into the container by their number`() async {
        let known = Progress(prepared: [MetaSample.prepared(look, "id", "12")])

        #expect(await form("Pasar Beringharjo", known)?["location_id"] == "12")
        #expect(await form("77")?["location_id"] == "77")
        #expect(await form("Pasar Beringharjo") == nil)
    }

    @Test func `are asked for at the sign-in only where the app may tag them`() {
        func scopes(_ addresses: [String: String]) -> [String] {
            Threads().scopes(AppKeys(clientID: "a", clientSecret: Redacted("b"), addresses: addresses))
        }

        #expect(!scopes(["threadsProfiles": "yes"]).contains("threads_location_tagging"))
        #expect(scopes(["threadsPlaces": "yes"]).last == "threads_location_tagging")
    }
}
