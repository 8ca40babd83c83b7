import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video on Facebook with a picture for its cover")
struct FacebookCoverTests {
    private let signedIn = Sample.signedIn(Sample.account("facebook"), refresh: nil)

    private func post(
        _ media: [Media] = [Sample.video(), Sample.picture()], thumb: String = "2", format: String? = nil
    ) -> Post {
        var post = Sample.post("Kopi dituang", pictures: media)
        post.options["facebook"] = ChosenOptions(["thumb": [thumb], "format": format.map { [$0] } ?? []])
        return post
    }

    private func rendered(_ post: Post) -> Rendered { Facebook().render(post, for: signedIn.account, at: .noon) }

    @Test func `is one video, and the picture is not published`() throws {
        let shown = rendered(post())
        let part = try #require(shown.rendition.parts.first)

        #expect(shown.refusals.isEmpty)
        #expect(part.media.map(\.original.isVideo) == [true])
        #expect(part.cover?.original.isVideo == false && part.fittings.count == 2)
        #expect(Facebook().steps(for: shown.rendition).map(\.name) == ["video", "post"])
    }

    @Test func `brings the picture along with the last call`() async {
        let line = ScriptedLine([.reply(200, #"{"success":true}"#), FacebookVideo.published])
        let media = ["video/mp4", "image/jpeg"].enumerated().map { index, type in
            FittedMedia(
                path: "/nowhere/\(index)", mimeType: type, width: 800, height: 800, bytes: 1000, alt: "",
                publicURL: nil)
        }
        let errand = Errand(
            rendition: rendered(post()).rendition, step: FacebookVideo.commit, progress: FacebookVideo.uploaded,
            signedIn: signedIn, key: "k", media: media, now: .noon)

        let outcome = await Facebook().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == "900")
        guard case .multipart(let fields, let files) = line.asked[0].call.body else { return #expect(Bool(false)) }
        #expect(fields.contains { $0.0 == "upload_phase" && $0.1 == "finish" })
        #expect(fields.contains { $0.0 == "description" && $0.1 == "Kopi dituang" })
        #expect(files.map(\.field) == ["thumb"] && files.map(\.path) == ["/nowhere/1"])
        #expect(line.asked[0].call.isCommit)
    }

    @Test(arguments: ["0", "1", "3", "dua"])
    func `is refused when the number is no picture's`(thumb: String) {
        let wanted: Sentence = "\(thumb) is the number of no picture in this post."

        #expect(rendered(post(thumb: thumb)).refusals.map(\.what).contains(wanted))
    }

    @Test func `is refused on reels and stories, and without a video`() {
        for format in ["reel", "story"] {
            #expect(
                rendered(post(format: format)).refusals.map(\.what)
                    .contains("Facebook takes a cover from programs for the video of a post only."))
        }
        #expect(
            rendered(post([Sample.picture(), Sample.picture()])).refusals.map(\.what)
                == ["A cover on Facebook is for one video, alone in its post."])
    }

    @Test func `leaves a rendition without one as it was written before`() {
        let plain = rendered(Sample.post("Hai", pictures: [Sample.picture()]))

        #expect(plain.rendition.parts[0].cover == nil)
    }
}
