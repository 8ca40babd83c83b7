import Foundation
import HTTPTypes
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Scans over the API")
struct ScanAPITests {
    private func opened(isSet: Bool = true) async throws -> (ScanStage, APIStage) {
        let scans = try await ScanStage(isSet: isSet)
        return (scans, try await APIStage.open(on: scans.world))
    }

    @Test func `one is started, watched, stopped, gone on with and read`() async throws {
        let (scans, stage) = try await opened()
        let offer = try await stage.ask(.get, "/scans/corpora").json
        #expect(offer["corpora"]?.array?.compactMap { $0["name"]?.string } == ["corpora/crawl", "corpora/one.txt"])
        #expect(offer["posts"] == 1 && offer["is_busy"] == false)

        let started = try await stage.ask(.post, "/scans", ["corpora": ["corpora/crawl"]])
        #expect(started.status == 201 && started.json["state"] == "waiting" && started.json["started_by"] == "API")
        let path = "/scans/\(started.id)"
        await scans.turn()
        #expect(try await stage.ask(.get, path).json["state"] == "running")
        #expect(try await stage.ask(.post, path + "/stop").json["state"] == "stopping")
        await scans.turn()
        await scans.turn()
        #expect(try await stage.ask(.get, path).json["state"] == "stopped")
        #expect(try await stage.ask(.get, path + "/report").code == "not-possible-now")
        #expect(try await stage.ask(.post, path + "/resumption").json["state"] == "waiting")
        try await scans.finish(ID(1))

        let done = try await stage.ask(.get, path).json
        #expect(done["state"] == "done" && done["verdicts"]?["strong"] == 1)
        let report = try await stage.ask(.get, path + "/report").json
        #expect(report["lines"] == ["{\"kind\":\"scan\"}", "{\"kind\":\"summary\"}"] && report["next"] == nil)
        #expect(try await stage.ask(.get, "/scans").json["items"]?.array?.count == 1)
        #expect(try await stage.ask(.post, path + "/stop").code == "not-possible-now")
    }

    @Test func `one that is over is kept, kept no longer, and deleted`() async throws {
        let (scans, stage) = try await opened()
        let id = try await scans.start()
        let path = "/scans/\(id)"
        #expect(try await stage.ask(.delete, path).code == "not-possible-now")
        #expect(try await stage.ask(.post, path + "/keeping", ["is_kept": true]).code == "not-possible-now")
        try await scans.finish(id)
        let done = try await stage.ask(.get, path).json
        #expect(done["is_kept"] == false && done["goes_at"]?.string != nil)

        let kept = try await stage.ask(.post, path + "/keeping", ["is_kept": true]).json
        #expect(kept["is_kept"] == true && kept["goes_at"] == nil)
        let released = try await stage.ask(.post, path + "/keeping", ["is_kept": false]).json
        #expect(released["is_kept"] == false && released["goes_at"] == done["goes_at"])
        #expect(try await stage.ask(.delete, path, as: .editor).code == "not-allowed")
        #expect(try await stage.ask(.delete, path).status == 204)

        #expect(try await stage.ask(.get, path).code == "not-found")
        #expect(try await stage.ask(.delete, path).code == "not-found")
    }

    @Test func `a report is read in whole lines, wherever a piece ends`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        let lines = (1...20).map { "{\"n\":\"\(String(repeating: "x", count: $0 * 3))\"}" }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))

        for room in [1, 7, 64, 100_000] {
            var read: [String] = []
            var from: UInt64? = 0
            while let place = from {
                let piece = try ReportPieceWire(path, from: place, room: room)
                read += piece.lines
                from = piece.next.map(UInt64.init)
            }
            #expect(read == lines, "room \(room)")
        }
        #expect(throws: Problem.self) { try ReportPieceWire(path, from: 3) }
        #expect(throws: Problem.self) { try ReportPieceWire(path, from: 1 << 40) }
    }

    private static let outside: [(JSONValue, String, String)] = [
        (["corpora": ["/etc/passwd"]], "bad-input", "corpora"),
        (["corpora": ["corpora/../../etc"]], "bad-input", "corpora"),
        (["corpora": ["corpora/secret"]], "not-allowed", "corpora"),
        (["corpora": ["corpora/nothing"]], "not-found", "corpora"),
        (["corpora": ["corpora/crawl"], "background": "corpora/out"], "not-allowed", "background"),
    ]

    @Test(arguments: outside)
    func `nothing outside the folders can be named`(body: JSONValue, code: String, field: String) async throws {
        let (_, stage) = try await opened()

        let answer = try await stage.ask(.post, "/scans", body)

        #expect(answer.code == code && answer.field == field)
    }

    @Test func `two at once, none that is set, and no right are refused`() async throws {
        let (_, stage) = try await opened()
        let body: JSONValue = ["corpora": ["corpora/crawl"]]
        _ = try await stage.ask(.post, "/scans", body)

        #expect(try await stage.ask(.post, "/scans", body).code == "not-possible-now")
        #expect(try await stage.ask(.get, "/scans", as: .editor).code == "not-allowed")
        #expect(try await stage.ask(.get, "/scans/corpora", as: .viewer).code == "not-allowed")
        #expect(try await stage.ask(.get, "/scans/99").code == "not-found")
        #expect(try await stage.ask(.get, "/scans/1/report?from=-1").code == "bad-input")
        let (_, unset) = try await opened(isSet: false)
        #expect(try await unset.ask(.post, "/scans", body).code == "not-possible-now")
    }
}
