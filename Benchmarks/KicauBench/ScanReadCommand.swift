import ArgumentParser
import Foundation
import KicauStore
import KicauText

/// What a scan costs one thread: reading, unpacking, folding, choosing, sifting, comparing.
struct ScanReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan-read", abstract: "Scan one file in one thread, and count its processor time.")

    @Argument(help: "A file of a corpus, in any form.")
    var corpus: String

    @Option(help: "Posts, one a line.")
    var posts: String

    @Option(help: "swift, scalar, avx2, avx512, neon; the best without it.")
    var kernel: String?

    func run() throws {
        let kernel = try known()
        Effort.forgetPeak()
        let emptyMiB = try Effort.peakMiB()
        let before = Effort.now()
        let index = PostIndex(try FileLines(posts), kernel: kernel)
        let built = Effort.now()
        let buildPeakMiB = try Effort.peakMiB()
        Effort.forgetPeak()
        let scanner = PostScanner(index, kernel: kernel)
        let reader = CorpusReader([corpus], options: CorpusOptions())
        var bytes = 0
        var found: Set<Int> = []
        while let text = reader.nextText() {
            guard let base = text.bytes.baseAddress else { continue }
            bytes += text.bytes.count
            _ = scanner.scan(base, from: 0, to: text.bytes.count, isJSON: text.isJSON)
            for run in scanner.runs where run.length >= 40 { found.insert(run.post) }
        }
        let done = Effort.now()
        let report = Report(
            kernel: kernel.rawValue, buildSeconds: rounded(built.cpu - before.cpu), textBytes: bytes,
            seconds: rounded(done.cpu - built.cpu),
            megabytesPerSecond: rounded(Double(bytes) / 1e6 / (done.cpu - built.cpu), to: 0),
            emptyMiB: rounded(emptyMiB, to: 1), buildPeakMiB: rounded(buildPeakMiB, to: 1),
            scanPeakMiB: rounded(try Effort.peakMiB(), to: 1), found: found.count)
        print(try JSONText.encode(report))
    }

    private func known() throws -> Kernel {
        guard let kernel else { return .best }
        guard let known = Kernel(rawValue: kernel) else {
            throw ValidationError("There is no kernel \(kernel): it is swift, scalar, avx2, avx512 or neon.")
        }
        guard Kernel.runnable.contains(known) else { throw ValidationError("This processor cannot run \(kernel).") }
        return known
    }

    struct Report: Encodable {
        let kernel: String
        let buildSeconds: Double
        let textBytes: Int
        let seconds: Double
        let megabytesPerSecond: Double
        /// The program alone, before there is an index.
        let emptyMiB: Double
        let buildPeakMiB: Double
        let scanPeakMiB: Double
        /// Posts, each once.
        let found: Int
    }
}
