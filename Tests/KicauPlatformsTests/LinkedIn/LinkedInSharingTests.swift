import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A post on LinkedIn that shares another")
struct LinkedInSharingTests {
    let member = Sample.signedIn(Sample.account("linkedin", remoteID: "urn:li:person:abc", handle: "Ayu"), refresh: nil)

    func rendered(_ address: String, pictures: [Media] = [], poll: Bool = false) -> Rendered {
        var post = Sample.post("kopi", pictures: pictures)
        var chosen = ["reshare_parent": [address]]
        if poll {
            chosen["poll"] = ["Ya", "Tidak"]
            chosen["poll_question"] = ["Kopi?"]
        }
        post.options = ["linkedin": ChosenOptions(chosen)]
        return LinkedIn().render(post, for: member.account, at: .noon)
    }

    @Test(arguments: [
        ("urn:li:share:77", "urn:li:share:77"),
        ("https://www.linkedin.com/embed/feed/update/urn:li:ugcPost:88", "urn:li:ugcPost:88"),
        ("https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A77/", "urn:li:share:77"),
        ("https://www.linkedin.com/posts/ayu_kopi-ugcPost-88-x1", "urn:li:ugcPost:88"),
    ])
    func `names it by its urn`(address: String, urn: String) {
        let rendered = rendered(address)

        #expect(rendered.refusals.isEmpty)
        #expect(rendered.rendition.parts[0].frozen["reshare_parent"] == .string(urn))
    }

    @Test func `carries the urn as its parent`() async {
        let line = ScriptedLine([.reply(201, "", [("x-restli-id", "urn:li:share:99")])])
        let errand = Errand(
            rendition: rendered("urn:li:share:77").rendition, step: Step(.commit, "post", part: 0),
            progress: Progress(), signedIn: member, key: "key-1", media: [], now: .noon)

        let outcome = await LinkedIn().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "urn:li:share:99")
        #expect(line.asked[0].json?["reshareContext"] == ["parent": "urn:li:share:77"])
        #expect(line.asked[0].json?["content"] == nil)
    }

    @Test(arguments: ["https://www.linkedin.com/feed/update/urn:li:activity:77/", "https://kedai-aksara.com/menu"])
    func `is refused when the address names no post`(address: String) {
        #expect(rendered(address).refusals.count == 1)
    }

    @Test func `has nothing of its own beside it`() {
        #expect(rendered("urn:li:share:77", pictures: [Sample.picture()]).refusals.count == 1)
        #expect(rendered("urn:li:share:77", poll: true).refusals.count == 1)
    }
}
