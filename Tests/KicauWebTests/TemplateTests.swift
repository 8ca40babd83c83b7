import Foundation
import Testing

@testable import KicauWeb

@Suite("The templates beside their pages")
struct TemplateTests {
    private func templates() throws -> [String: String] {
        var templates: [String: String] = [:]
        for file in try AskedWordings.files(in: "Sources/KicauWeb/Templates", ending: "mustache") {
            templates[file.deletingPathExtension().lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
        }
        return templates
    }

    @Test func `name only what their pages have, and print raw only what is Html`() throws {
        var walk = TagWalk(templates: try templates())

        for picture in Gallery(speaking: try Speaking.loaded(), language: "en").pictures { walk.walk(picture.page) }

        #expect(walk.faults.sorted() == [])
        // A block that no picture of the gallery shows was not checked.
        #expect(walk.sections.subtracting(walk.entered).sorted() == [])
    }

    @Test func `have no style or script of their own`() throws {
        for (name, text) in try templates() {
            #expect(!text.contains(" style="), "\(name)")
            #expect(!text.contains("<style"), "\(name)")
            #expect(text.firstMatch(of: /\son[a-z]+="/) == nil, "\(name)")
            #expect(text.firstMatch(of: /<script(?!.type="module" src="\{\{frame\.assets\}\})/) == nil, "\(name)")
        }
    }

    @Test func `put a token into every form that is posted`() throws {
        for (name, text) in try templates() {
            for form in text.matches(of: /<form[^>]*method="post"[^>]*>\s*(.{0,12})/) {
                #expect(form.output.1.hasPrefix("{{>token}}"), "\(name)")
            }
        }
    }

    @Test func `ask nothing of another host`() throws {
        for (name, text) in try templates() {
            #expect(text.firstMatch(of: /(src|href|action)="(https?:)?\/\//) == nil, "\(name)")
        }
    }
}
