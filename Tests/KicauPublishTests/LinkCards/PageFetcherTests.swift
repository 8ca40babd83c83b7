import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A page that is asked for")
struct PageFetcherTests {
    let start = "https://kedai-aksara.com/menu"

    func fetch(
        _ pages: [String: ScriptedPages.Page], from address: String? = nil, as kind: PageFetcher.Kind = .page
    ) async throws -> (found: PageFetcher.Found?, web: ScriptedPages) {
        let time = HandTime()
        let web = ScriptedPages(pages, time: time)
        let url = try #require(PageFetcher.address(address ?? start))
        do throws(PageFetcher.Missed) {
            return (try await PageFetcher(line: web, time: time).fetch(url, as: kind), web)
        } catch { return (nil, web) }
    }

    @Test func `is read at its beginning, within ten seconds`() async throws {
        let (found, web) = try await fetch([start: .html("<title>Kopi</title>")])

        #expect(found?.body == Array("<title>Kopi</title>".utf8))
        let call = try #require(web.asked.first)
        #expect(call.method == .get)
        #expect(call.taking == .beginning(1 << 20))
        #expect(call.deadline == .seconds(10))
        #expect(call.headers.first?.1.reveal() == "text/html, application/xhtml+xml")
        #expect(!call.isCommit)
    }

    @Test func `is followed three times, relative addresses too, and not a fourth`() async throws {
        let short: [String: ScriptedPages.Page] = [
            start: .leads(to: "../a", status: 301), "https://kedai-aksara.com/a": .leads(to: "//lain.example/b"),
            "https://lain.example/b": .leads(to: "?c=1", status: 308), "https://lain.example/b?c=1": .html("ya"),
        ]
        let long = short.merging(["https://lain.example/b?c=1": .leads(to: "/d")]) { $1 }

        let (found, web) = try await fetch(short)
        let (none, longer) = try await fetch(long)

        #expect(found?.url.absoluteString == "https://lain.example/b?c=1")
        #expect(web.asked.last?.deadline == .seconds(7))
        #expect(none == nil)
        #expect(longer.asked.count == 4)
    }

    @Test(arguments: [
        "http://10.0.0.1/", "https://127.0.0.1:9/", "file:///etc/passwd", "javascript:alert(1)", "", "//",
    ])
    func `leads nowhere that the line or the web does not go`(place: String) async throws {
        let (found, web) = try await fetch([start: .leads(to: place)])

        #expect(found == nil)
        #expect(web.addresses.allSatisfy { $0.hasPrefix("http") })
    }

    @Test func `is asked for by a safe connection where a plain one is not made`() async throws {
        let (found, web) = try await fetch([start: .html("ya")], from: "http://kedai-aksara.com/menu")

        #expect(found?.body == Array("ya".utf8))
        #expect(web.addresses == ["http://kedai-aksara.com/menu", start])
    }

    @Test func `is none when it is something else, packed, silent, or not there`() async throws {
        let packed = ScriptedPages.Page.reply(200, [("content-type", "text/html"), ("content-encoding", "gzip")], [1])
        for page in [
            .html("%PDF", type: "application/pdf"), .html("?", type: ""), packed, .silence, .out,
            .reply(404, [("content-type", "text/html")], []), .reply(302, [], []), .reply(204, [], []),
        ] as [ScriptedPages.Page] {
            #expect(try await fetch([start: page]).found == nil)
        }
    }

    @Test func `is no picture, and a picture is no page`() async throws {
        let picture = ScriptedPages.Page.picture([1, 2, 3])

        #expect(try await fetch([start: picture]).found == nil)
        #expect(try await fetch([start: .html("ya")], as: .picture).found == nil)
        let (found, web) = try await fetch([start: picture], as: .picture)
        #expect(found?.body == [1, 2, 3])
        #expect(web.asked.first?.taking == .whole(atMost: 5 << 20))
    }

    @Test func `has a short address on the web`() {
        #expect(PageFetcher.address("https://kedai-aksara.com/menu")?.host() == "kedai-aksara.com")
        for text in [
            "kedai-aksara.com", "ftp://kedai-aksara.com", "https://", "mailto:a@burung.com", "",
            "https://kedai-aksara.com/" + String(repeating: "a", count: 3000),
        ] {
            #expect(PageFetcher.address(text) == nil, "\(text.prefix(40))")
        }
    }
}
