import Foundation
import KicauCore
import KicauScan

/// Where a scan leaves what it found: hits as JSON Lines, a page for people, and meanwhile its checkpoint.
struct ScanReports {
    /// Without an ending.
    let base: String

    var checkpoint: String { base + ".checkpoint" }
    private var lines: String { base + ".jsonl" }
    private var page: String { base + ".html" }

    /// Better now than after hours of scanning.
    ///
    /// - Throws: `Problem` when nothing can be written there.
    func mustBeWritable() throws {
        let folder = URL(fileURLWithPath: base).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw Problem(
                .notFound, "The report could not be written into \(folder): it is not there, or not yours to write to.",
                do: "Make that folder, or name another place with --output.", field: "output")
        }
    }

    /// Both are whole or not there: each is written beside its place and moved into it.
    func write(_ sought: Sought, _ ledger: ScanLedger, _ judgement: Judgement) throws {
        do {
            let beside = lines + ".next"
            _ = FileManager.default.createFile(atPath: beside, contents: nil)
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: beside))
            try ReportLines(sought, ledger, judgement).write { try file.write(contentsOf: $0) }
            try file.synchronize()
            try file.close()
            guard rename(beside, lines) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            let html = ReportPage(sought, ledger, judgement).html()
            try Data(html.utf8).write(to: URL(fileURLWithPath: page), options: .atomic)
        } catch {
            throw Problem(
                .diskFull, "The report could not be written to \(base).jsonl and \(base).html.",
                do:
                    "Make room, or name another place with --output. Started again, the scan goes on from its checkpoint.",
                field: "output", cause: "\(error)")
        }
        // A scan of other files under the same name must not begin where this one ended.
        try? FileManager.default.removeItem(atPath: checkpoint)  // none was written
        Talk.say("\(lines)\n\(page)")
    }

    /// In a sentence for each verdict.
    static func tell(_ sought: Sought, _ judgement: Judgement) {
        let counts = KicauScan.Verdict.allCases.map { "\(judgement.counts[$0] ?? 0) \($0.rawValue)" }
        Talk.say("Of \(sought.posts.count) posts: " + counts.joined(separator: ", "))
        if judgement.tooShort > 0 { Talk.say("\(judgement.tooShort) are too short to say anything") }
        if let omnibus = judgement.omnibus {
            Talk.say("p = \(omnibus.p) that this corpus has nothing from this archive. \(omnibus.explanation)")
        }
    }
}
