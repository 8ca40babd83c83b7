import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPeople
import KicauTesting
import NIOCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Scans on the pages")
struct ScanPageTests {
    @Test func `one is started, watched, and its report read, without scripts`() async throws {
        let stage = try await ScanStage()
        let browser = try await Browser.signedIn(at: stage.world)
        _ = try await browser.visit("/scans")
        #expect(browser.page.contains("corpora/crawl") && browser.page.contains("folder, 2 files, 9 bytes"))
        #expect(browser.page.contains("The 1 post that this workspace has published"))
        #expect(!browser.page.contains("secret"))

        _ = try await browser.submit("/scans", [("corpus", "corpora/crawl"), ("background", "")])
        #expect(browser.page.contains("Waiting") && browser.page.contains("It begins in a moment."))
        #expect(browser.page.contains("http-equiv=\"refresh\""))
        await stage.turn()
        stage.program.last?.say(
            #"{"event":"went","of_bytes":9000000,"stored_bytes":4500000,"records":1234,"bad_records":2,"seconds_left":600}"#
        )
        await stage.turn()
        _ = try await browser.visit("/scans/1")
        #expect(browser.page.contains("4.5 MB of 9 MB read") && browser.page.contains("about 10 minutes left"))
        #expect(browser.page.contains("1,234") && browser.page.contains("data-live=\"scan\""))
        try await stage.finish(ID(1))
        _ = try await browser.visit("/scans/1")

        #expect(browser.page.contains("/scans/1/report.jsonl") && !browser.page.contains("http-equiv=\"refresh\""))
        let report = try await browser.visit("/scans/1/report")
        #expect(String(buffer: report.body).contains("<title>Report</title>"))
        #expect(report.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
        #expect(report.headers[.contentSecurityPolicy]?.contains("script") == false)
        let lines = try await browser.visit("/scans/1/report.jsonl")
        #expect(lines.headers[.contentDisposition] == "attachment; filename=\"kicau-scan-1.jsonl\"")
        #expect(String(buffer: lines.body).hasPrefix("{\"kind\":\"scan\"}\n"))
        _ = try await browser.visit("/scans")
        #expect(browser.page.contains("1 found, 2 likely, 3 possible") && browser.page.contains("Budi Santoso"))
    }

    @Test func `what cannot be scanned comes back with a sentence and what was chosen`() async throws {
        let stage = try await ScanStage()
        let browser = try await Browser.signedIn(at: stage.world)
        _ = try await browser.visit("/scans")

        let answer = try await browser.submit(
            "/scans", [("corpus", "corpora/one.txt"), ("corpus", "../<b>"), ("background", "")])

        #expect(answer.status == .badRequest)
        #expect(browser.page.contains("problem-note") && browser.page.contains("../&lt;b&gt;"))
        #expect(browser.page.contains("value=\"corpora/one.txt\" checked"))
        let none = try await browser.submit("/scans", [("background", "")])
        #expect(none.status == .badRequest && browser.page.contains("Nothing was chosen to be scanned."))
    }

    @Test func `one is stopped and goes on`() async throws {
        let stage = try await ScanStage()
        let browser = try await Browser.signedIn(at: stage.world)
        _ = try await stage.start()
        await stage.turn()
        _ = try await browser.visit("/scans/1")

        _ = try await browser.submit("/scans/1/stop", [])
        #expect(browser.page.contains("It is being stopped."))
        await stage.turn()
        await stage.turn()
        _ = try await browser.visit("/scans/1")
        #expect(browser.page.contains("Stopped") && browser.page.contains("/scans/1/resumption"))
        _ = try await browser.submit("/scans/1/resumption", [])

        #expect(browser.page.contains("Waiting"))
        #expect(try await browser.visit("/scans/1/report").status == .conflict)
    }

    @Test func `one that is over is kept, kept no longer, and deleted`() async throws {
        let stage = try await ScanStage()
        let browser = try await Browser.signedIn(at: stage.world)
        _ = try await stage.start()
        _ = try await browser.visit("/scans/1")
        #expect(!browser.page.contains("/scans/1/keeping") && !browser.page.contains("/scans/1/deletion"))
        try await stage.finish(ID(1))
        _ = try await browser.visit("/scans/1")
        #expect(browser.page.contains("Deleted automatically") && browser.page.contains("Keep it</button>"))

        _ = try await browser.submit("/scans/1/keeping", [("kept", "yes")])
        #expect(browser.page.contains("never: it is kept") && browser.page.contains("Keep it no longer</button>"))
        _ = try await browser.submit("/scans/1/keeping", [("kept", "no")])
        #expect(!browser.page.contains("never: it is kept") && browser.page.contains("Keep it</button>"))
        _ = try await browser.submit("/scans/1/deletion", [])

        #expect(browser.page.contains("Start the scan") && !browser.page.contains("/scans/1"))
        #expect(try await browser.visit("/scans/1").status == .notFound)
    }

    @Test func `the page says how a folder is named where none is`() async throws {
        let stage = try await ScanStage(isSet: false)
        let browser = try await Browser.signedIn(at: stage.world)

        _ = try await browser.visit("/scans")

        #expect(browser.page.contains("scan_folders = /srv/corpora") && !browser.page.contains("Start the scan"))
        let answer = try await browser.submit("/scans", [("corpus", "corpora/crawl")])
        #expect(answer.status == .conflict && browser.page.contains("setting scan_folders"))
    }

    @Test func `an editor neither sees nor reaches them`() async throws {
        let stage = try await ScanStage()
        let browser = try await Browser.signedIn(at: stage.world)
        #expect(browser.page.contains("href=\"/scans\""))
        let people = People(store: stage.world.store, time: stage.world.time)
        let budi = try #require(
            try await people.members(for: stage.world.caller).first { $0.user.email == "budi@example.test" })
        try await people.setRole(.editor, of: budi.user.id, by: stage.world.caller)

        _ = try await browser.visit("/")

        #expect(!browser.page.contains("href=\"/scans\""))
        #expect(try await browser.visit("/scans").status == .forbidden)
        #expect(try await browser.submit("/scans", [("corpus", "corpora/crawl")]).status == .forbidden)
    }

    @Test(arguments: [
        (Int64(0), "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1 kB"), (1_500, "1.5 kB"),
        (12_345_678, "12 MB"), (9_999_999, "9.9 MB"), (83_412_000_000, "83 GB"), (4_000_000_000_000, "4 TB"),
        (-5, "0 bytes"),
    ])
    func `sizes are told shortly`(bytes: Int64, words: String) throws {
        #expect(Samples.voice(try Speaking.loaded(), "en").size(bytes) == words)
    }

    @Test(arguments: [
        (Int64(-1), "less than a minute"), (59, "less than a minute"), (60, "1 minute"), (600, "10 minutes"),
        (5_400, "2 hours"), (90_000, "25 hours"), (172_800, "2 days"),
    ])
    func `spans are told in the unit that fits`(seconds: Int64, words: String) throws {
        #expect(Samples.voice(try Speaking.loaded(), "en").span(seconds) == words)
    }
}
