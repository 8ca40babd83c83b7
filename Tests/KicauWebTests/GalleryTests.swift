import Foundation
import KicauCore
import Testing

@testable import KicauWeb

@Suite("The gallery of pages")
struct GalleryTests {
    @Test(arguments: ["en", "id"])
    func `shows every page without a tag or bracket left over`(_ language: String) throws {
        let speaking = try Speaking.loaded()
        let folder = ProcessInfo.processInfo.environment["KICAU_GALLERY"]

        for picture in Gallery(speaking: speaking, language: language).pictures {
            let html = try speaking.render(picture.page, in: language)

            #expect(!html.contains("[["), "\(picture.name)")
            #expect(!html.contains("{{"), "\(picture.name)")
            #expect(html.contains("</html>"), "\(picture.name)")
            // Asked for by name: then the pages are kept, to be looked at in a browser.
            if let folder {
                try html.write(toFile: "\(folder)/\(language)-\(picture.name).html", atomically: true, encoding: .utf8)
            }
        }
    }
}
