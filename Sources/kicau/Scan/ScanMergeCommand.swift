import ArgumentParser
import Foundation
import KicauCore
import KicauScan

struct ScanMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Join the parts of a scan that ran in many places, and write one report.",
        discussion: """
            A part is what `kicau scan --paths-from-stdin` prints. Files with a part on each line, and folders of such files \
            as Spark leaves them, are taken. A part that is there twice, as after a retry, counts once.
            """)

    @Argument(help: "Files or folders with parts.")
    var parts: [String]

    @OptionGroup var flags: SoughtFlags

    @Option(help: "Where the report goes: this name with .jsonl and .html behind it.")
    var output = "kicau-scan"

    @Flag(help: "Print what was found as one JSON object on standard output.")
    var json = false

    func run() async throws {
        try await ClientTalk.run {
            let ledgers = try parts.flatMap(ScanMergeCommand.read)
            let sought = try await flags.sought()
            let ledger = try merged(ledgers, for: sought)
            let judgement = Judge(sought, ledger.found).judgement()
            try ScanReports(base: output).write(sought, ledger, judgement)
            ScanReports.tell(sought, judgement)
            if json { print(ScanMeter.done(judgement)) }
        }
    }

    private func merged(_ ledgers: [ScanLedger], for sought: Sought) throws -> ScanLedger {
        guard !ledgers.isEmpty else {
            throw Problem(.notFound, "There is no part of a scan in \(parts[0]).", do: ScanMergeCommand.remedy)
        }
        do throws(ScanLedger.MergeRefusal) {
            let all = try ScanLedger.merged(ledgers)
            guard all.sought == sought.digest else { throw .otherPosts }
            return all
        } catch {
            throw ScanMergeCommand.problem(error)
        }
    }

    /// Files that Spark leaves beside the parts begin with `_` or `.`.
    private static func read(_ path: String) throws -> [ScanLedger] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Problem(.notFound, "\(path) is not there.", do: remedy)
        }
        if isFolder.boolValue {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
                .filter { !$0.hasPrefix("_") && !$0.hasPrefix(".") }.flatMap { try read(path + "/" + $0) }
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Problem(.notFound, "\(path) cannot be read.", do: remedy)
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        return try lines.enumerated().map { number, line in
            do {
                return try ScanLedger(decoding: line)
            } catch {
                throw Problem(
                    .badInput, "Line \(number + 1) of \(path) is no part of a scan.", do: remedy, cause: "\(error)")
            }
        }
    }

    private static let remedy: Sentence = "Name what `kicau scan --paths-from-stdin` printed."

    private static func problem(_ refusal: ScanLedger.MergeRefusal) -> Problem {
        switch refusal {
        case .otherPosts:
            Problem(
                .badInput, "These parts looked for other posts.",
                do: "Give --posts, --later and --sealed as they were given to the scans.")
        case .sharedFile(let name):
            Problem(
                .badInput, "Two parts scanned \(name).", do: "Scan each file in one part, and merge those of one scan.")
        case .unfinished:
            Problem(.badInput, "A part was not scanned to its end.", do: "Let that scan end, then merge again.")
        }
    }
}
