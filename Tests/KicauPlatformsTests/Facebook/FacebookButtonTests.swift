import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A button under a link on Facebook")
struct FacebookButtonTests {
    private let link = "https://kedai-aksara.com/menu"

    private func rendered(_ text: String, _ media: [Media] = [], format: String? = nil) -> Rendered {
        var post = Sample.post(text, pictures: media)
        let formats = format.map { ["format": [$0]] } ?? [:]
        post.options = ["facebook": ChosenOptions(formats.merging(["call_to_action": ["SHOP_NOW"]]) { $1 })]
        return Facebook().render(post, for: Sample.account("facebook"), at: .noon)
    }

    @Test func `leads where the card leads, and is shown before`() {
        let part = rendered("Menu baru: \(link)").rendition.parts[0]

        #expect(
            Facebook.Wire.button(of: part).map(\.1)
                == [#"{"type":"SHOP_NOW","value":{"link":"https://kedai-aksara.com/menu"}}"#])
        #expect(Facebook.Wire.post(part, photos: []).map(\.0) == ["message", "link", "call_to_action"])
        #expect(Facebook().trimmings(of: part).notes == [.init(.form, "Button under the link", ["Shop now"])])
    }

    @Test func `needs a card`() {
        #expect(rendered("Menu baru: \(link)").refusals.isEmpty)
        #expect(!rendered("Menu baru").refusals.isEmpty)
        #expect(!rendered("Menu: https://facebook.com/kedai").refusals.isEmpty)
        #expect(!rendered("Menu baru: \(link)", [Sample.picture()]).refusals.isEmpty)
        #expect(!rendered("Menu baru: \(link)", [Sample.video()], format: "reel").refusals.isEmpty)
    }
}
