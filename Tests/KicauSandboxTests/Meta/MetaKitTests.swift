import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("The grammar of Graph")
struct MetaKitTests {
    @Test func `reads nested fields and their modifiers`() throws {
        let fields = try #require(GraphFields("id,attachments{media{image},target},comments.limit(0).summary(true)"))

        #expect(fields.names == ["id", "attachments", "comments"])
        #expect(fields["attachments"]?.inner.names == ["media", "target"])
        #expect(fields["comments"]?.modifiers == ["limit": "0", "summary": "true"])
    }

    @Test(arguments: ["id,", "id{", "a{b", "a.limit(", "a}", "{}"])
    func `refuses fields that do not close`(_ text: String) {
        #expect(GraphFields(text) == nil)
    }

    @Test func `gives the id unasked and leaves out what has no value`() throws {
        let whole: [String: JSONValue] = ["id": "7", "a": "1", "edge": ["data": [["id": "8", "x": 1, "y": 2]]]]
        let fields = try #require(GraphFields("a,none,edge{x}"))

        #expect(fields.picked(from: whole) == ["id": "7", "a": "1", "edge": ["data": [["id": "8", "x": 1]]]])
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00+0000"), (1_726_183_059_000, "2024-09-12T23:17:39+0000"),
        (951_782_400_000, "2000-02-29T00:00:00+0000"), (4_107_542_399_999, "2100-02-28T23:59:59+0000"),
    ])
    func `writes times as Graph does`(_ ms: Int64, _ text: String) {
        #expect(GraphTime.text(ms) == text)
        #expect(GraphTime.milliseconds(text) == ms / 1000 * 1000)
    }

    @Test func `reads times in every form a caller may send`() {
        #expect(GraphTime.milliseconds("1726183059") == 1_726_183_059_000)
        #expect(GraphTime.milliseconds("2024-09-12") == 1_726_099_200_000)
        #expect(GraphTime.milliseconds("2024-09-13T06:17:39+07:00") == 1_726_183_059_000)
        #expect(GraphTime.milliseconds("2024-09-12T23:17:39.500Z") == 1_726_183_059_000)
        #expect(GraphTime.milliseconds("last week") == nil)
    }

    @Test func `walks an edge by its cursors and sees each row once`() throws {
        let rows = (1...7).map { GraphPaging.Row(id: "p\($0)", createdMs: Int64($0) * 1000) }
        var parameters = ["limit": "3"]
        var seen: [String] = []
        while true {
            let page = try GraphPaging(parameters).page(of: rows)
            seen += page.ids
            guard page.hasMore, let last = page.ids.last else { break }
            parameters["after"] = GraphCursor.text(last)
        }

        #expect(seen == ["p7", "p6", "p5", "p4", "p3", "p2", "p1"])
        #expect(try GraphPaging(["since": "3", "until": "5"]).page(of: rows).ids == ["p5", "p4", "p3"])
        #expect(throws: GraphError.self) { try GraphPaging(["after": "x"]) }
    }

    @Test func `reads the size of pictures and doubts the rest`() {
        let wide = ImageProbe([UInt8](MetaPictures.jpeg(1080, 720)))

        #expect(wide?.kind == .jpeg && wide?.width == 1080 && wide?.height == 720)
        #expect(ImageProbe([UInt8](OpenNetworkStage.picture))?.kind == .png)
        #expect(ImageProbe([UInt8](OpenNetworkStage.picture))?.width == 1)
        #expect(ImageProbe(Array("GIF89a".utf8) + [10, 0, 20, 1])?.height == 276)
        #expect(ImageProbe(Array("<html>".utf8)) == nil)
        #expect(ImageProbe([0xFF, 0xD8, 0xFF]) == nil)
    }

    @Test func `knows versions from names`() {
        let table = GraphTable(routes: [
            GraphRoute(method: "GET", pattern: "{id}", takes: [], place: .read) { _ in [:] }
        ])

        #expect(table.match("GET", "/v20.0/123")?.version == "v20.0")
        #expect(table.match("GET", "/123")?.names == ["id": "123"])
        #expect(table.match("GET", "/v20/123") == nil)
        #expect(table.match("POST", "/123") == nil)
    }
}
