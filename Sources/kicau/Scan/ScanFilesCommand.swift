import ArgumentParser
import Foundation
import KicauCore
import KicauScan
import KicauText

struct ScanFilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: "Scan files and folders; this is what `kicau scan` does by itself.")

    @Argument(help: "Files and folders of the corpus; - is standard input.")
    var corpus: [String] = []

    @OptionGroup var flags: SoughtFlags

    @Option(help: "Where the report goes: this name with .jsonl and .html behind it.")
    var output = "kicau-scan"

    @Option(help: "How many threads scan, 1 to 64. Each takes a file at a time.")
    var threads = min(64, max(1, ProcessInfo.processInfo.activeProcessorCount))

    @Option(
        help: "A field of JSON or column of Parquet that holds text, and no other does; may be given several times.")
    var field: [String] = []

    @Option(help: "Texts to learn from what is common: files like those of a corpus; may be given several times.")
    var background: [String] = []

    @Flag(help: "Learn what is common from the corpus itself.")
    var backgroundOfCorpus = false

    @Option(help: "So many megabytes of text a thread scans between two checkpoints, 1 to 4096.")
    var checkpointEvery: Int64 = 256

    @Flag(
        help: """
            Read the paths from standard input, one a line, and print the part of the scan as one line of JSON for \
            `kicau scan merge`: for Apache Spark's pipe.
            """)
    var pathsFromStdin = false

    @Flag(help: "Leave out links that lead out of the files and folders that are named.")
    var stayInside = false

    @Flag(help: .private)
    var lifeline = false

    @Flag(help: "Print what happens as JSON, an object on each line of standard output.")
    var json = false

    @Flag(help: "Plant edited posts of seven kinds of script in a made-up corpus and count what is found again.")
    var selfTest = false

    @Option(help: "Of the self-test: another made-up corpus.")
    var seed: UInt64 = 1

    func validate() throws {
        guard (1...64).contains(threads) else { throw ValidationError("--threads must be 1 to 64.") }
        guard (1...4096).contains(checkpointEvery) else {
            throw ValidationError("--checkpoint-every must be 1 to 4096.")
        }
        if backgroundOfCorpus, !background.isEmpty {
            throw ValidationError("Give --background or --background-of-corpus, not both.")
        }
        if pathsFromStdin, json { throw ValidationError("--paths-from-stdin prints its part alone: leave --json out.") }
        if pathsFromStdin, !corpus.isEmpty {
            throw ValidationError("With --paths-from-stdin no corpus is named on the command line.")
        }
    }

    func run() async throws {
        if lifeline { ScanChild.beModest() }
        try await ClientTalk.run {
            if selfTest { return try await ScanSelfTest(seed: seed, threads: threads, json: json).run() }
            let paths = pathsFromStdin ? ScanFilesCommand.lines() : corpus
            // A partition of Spark may be empty.
            if pathsFromStdin, paths.isEmpty { return }
            guard !paths.isEmpty else { throw ClientTalk.wrongUsage("Name the files of the corpus to scan.") }
            try await scan(FoundCorpus(paths, stayInside: stayInside))
        }
    }

    private func scan(_ found: FoundCorpus) async throws {
        let reports = ScanReports(base: output)
        if !pathsFromStdin { try reports.mustBeWritable() }
        let sought = try await flags.sought()
        var options = CorpusOptions(
            fields: field.isEmpty ? .preferred(CorpusOptions.usualFields) : .only(field))
        options.roots = found.roots
        // What is not there stands in the report with the rest, and stops nothing.
        let files = (found.paths + found.missing).map { StoredFile($0, options: options) }
        let meter = ScanMeter(bytes: found.bytes, json: json)
        found.leftOut.forEach(meter.leftOut)
        var scan = Scan(sought, in: files, checkpoint: pathsFromStdin ? nil : reports.checkpoint)
        scan.threads = threads
        scan.checkpointEvery = checkpointEvery << 20
        scan.settings = field.sorted().joined(separator: ",")
        let ledger = try await scan.run(meter.take)
        meter.end()
        if pathsFromStdin { return print(String(decoding: try ledger.encoded(), as: UTF8.self)) }
        let judgement = Judge(sought, ledger.found, ranking: try ranking(files, found.bytes, options)).judgement()
        try reports.write(sought, ledger, judgement)
        ScanReports.tell(sought, judgement)
        if json { print(ScanMeter.done(judgement)) }
    }

    private func ranking(_ files: [StoredFile], _ bytes: Int, _ options: CorpusOptions) throws -> any Ranking {
        if backgroundOfCorpus { return try Background.model(of: files, corpusBytes: Int64(bytes)) }
        guard !background.isEmpty else { return WordCountRanking() }
        let texts = FoundCorpus(background, stayInside: stayInside)
        guard !texts.paths.isEmpty else {
            throw Problem(
                .notFound, "\(background[0]) holds no texts to learn from.",
                do: "Name files or folders with --background.",
                field: "background")
        }
        var options = options
        options.roots = texts.roots
        return try Background.model(
            of: texts.paths.map { StoredFile($0, options: options) }, corpusBytes: Int64(texts.bytes))
    }

    private static func lines() -> [String] {
        var lines: [String] = []
        while let line = readLine(strippingNewline: true) { if !line.isEmpty { lines.append(line) } }
        return lines
    }
}
