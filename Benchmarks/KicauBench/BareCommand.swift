import ArgumentParser
import Foundation
import KicauStore

struct BareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bare", abstract: "Count what SQLite alone commits in a second, durable and not.")

    @Option(help: "How many commits of each kind.")
    var count = 5000

    @Option(help: "A folder on the disk to measure.")
    var data: String

    func run() throws {
        let report = Report(
            durablePerSecond: rounded(try BareCommits.perSecond(count, in: data), to: 0),
            quickPerSecond: rounded(try BareCommits.perSecond(count, durable: false, in: data), to: 0))
        print(try JSONText.encode(report))
    }

    struct Report: Encodable {
        let durablePerSecond: Double
        let quickPerSecond: Double
    }
}
