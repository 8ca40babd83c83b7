import Foundation
import KicauCore
import KicauPublish
import Testing

@testable import kicau

@Suite("A scan beside the server")
struct ScanChildTests {
    private let base = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path

    @Test(arguments: [
        ("exit 0", ScanProcessEnd.exited(0)), ("exit 6", .exited(6)), ("kill -9 $$", .signalled(9)),
        ("kill -11 $$", .signalled(11)),
    ])
    func `says how it ended`(script: String, end: ScanProcessEnd) async throws {
        let scan = ScanChild(child: try Child("/bin/sh", ["-c", script], environment: [:], log: "/dev/null"))
        #expect(try await scan.child.ends(within: .seconds(20), by: SystemTime()))

        #expect(scan.end() == end)
    }

    @Test func `runs until it is killed`() async throws {
        let scan = ScanChild(child: try Child("/bin/sh", ["-c", "read word"], environment: [:], log: "/dev/null"))
        #expect(scan.end() == nil)

        scan.kill()

        #expect(try await scan.child.ends(within: .seconds(20), by: SystemTime()))
        #expect(scan.end() == .signalled(9))
    }

    @Test func `leaves out links that lead elsewhere, where it is asked to`() throws {
        for folder in ["/corpus", "/corpus-2", "/elsewhere"] {
            try FileManager.default.createDirectory(atPath: base + folder, withIntermediateDirectories: true)
        }
        for name in ["/corpus/a", "/corpus-2/b", "/elsewhere/c"] {
            try Data("text".utf8).write(to: URL(fileURLWithPath: base + name))
        }
        for (link, target) in [("c", "/elsewhere/c"), ("b", "/corpus-2/b"), ("again", "/corpus/a")] {
            try FileManager.default.createSymbolicLink(
                atPath: base + "/corpus/" + link, withDestinationPath: base + target)
        }
        let named = [base + "/corpus", base + "/gone"]

        let all = FoundCorpus(named, stayInside: false)
        let inside = FoundCorpus(named, stayInside: true)

        #expect(all.paths.count == 4 && all.leftOut == [] && all.bytes == 16)
        #expect(inside.paths == [base + "/corpus/a", base + "/corpus/again"])
        #expect(inside.leftOut == [base + "/corpus/b", base + "/corpus/c"])
        #expect(inside.missing == [base + "/gone"] && all.missing == inside.missing)
    }
}

@Suite("The setting of folders that may be scanned")
struct ScanFoldersSettingTests {
    private func read(_ text: String) throws -> [String] {
        try Settings(flags: [.scanFolders: text], environment: [:], file: nil).scanFolders
    }

    @Test(arguments: [
        ("", []), ("/srv/corpora", ["/srv/corpora"]), ("/srv/corpora/, /mnt/crawl ", ["/srv/corpora", "/mnt/crawl"]),
        ("/a,/a/", ["/a"]),
    ])
    func `takes whole paths with commas between`(text: String, paths: [String]) throws {
        #expect(try read(text) == paths)
    }

    @Test(arguments: ["corpora", "./corpora", "/", "/srv/../etc", "~/corpora", "/srv/a,b"])
    func `refuses anything else with a sentence`(text: String) {
        #expect {
            try read(text)
        } throws: {
            ($0 as? Problem)?.code == .badSetting && ($0 as? Problem)?.field == "scan_folders"
        }
    }
}

@Suite("The setting of how long a scan lies")
struct ScanReportDaysTests {
    private func read(_ flags: [Setting: String]) throws -> Duration? {
        try Settings(flags: flags, environment: [:], file: nil).scanReportStay
    }

    @Test func `is ninety days where nobody sets it`() throws {
        #expect(try read([:]) == .days(90))
        #expect(try read([:]) == ScanGround.standardStay)
    }

    @Test func `takes days, and 0 for ever`() throws {
        #expect(try read([.scanReportDays: "7"]) == .days(7))
        #expect(try read([.scanReportDays: "0"]) == nil)
    }

    @Test(arguments: ["", "-1", "90 days", "1.5", "36501"])
    func `refuses anything else with a sentence`(text: String) {
        #expect {
            try read([.scanReportDays: text])
        } throws: {
            ($0 as? Problem)?.code == .badSetting && ($0 as? Problem)?.field == "scan_report_days"
        }
    }
}
