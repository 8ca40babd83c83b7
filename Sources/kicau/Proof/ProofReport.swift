import Foundation
import KicauCore

/// What a proof run found, as it is kept and shown.
struct ProofReport: Codable, Sendable, Hashable {
    /// In milliseconds after the due moment.
    struct Lateness: Codable, Sendable, Hashable {
        let count: Int
        let p50: Int64
        let p90: Int64
        let p99: Int64
        let max: Int64

        init(_ values: [Int64]) {
            let sorted = values.sorted()
            count = sorted.count
            func at(_ percent: Int) -> Int64 {
                sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, (sorted.count * percent + 99) / 100 - 1)]
            }
            p50 = at(50)
            p90 = at(90)
            p99 = at(99)
            max = sorted.last ?? 0
        }
    }

    let deliveries: Int
    let kills: Int
    let lost: Int
    let twice: Int
    let early: Int
    let unsettled: Int
    let published: Int
    let refused: Int
    /// Torn, altered, stray, unannounced and speechless ones, by kind; none of them may be.
    let otherWrongs: [String: Int]
    let booksBalance: Bool
    /// Answers of the person who looked at the networks, by act.
    let answers: [String: Int]
    let reconnected: Int
    /// Everything that was done to it, by kind.
    let blows: [String: Int]
    let faults: [String: Int]
    /// What this machine did not allow.
    let leftOut: [String]
    /// What visitors said under the posts, and how many answers they got.
    let remarks: Int
    let answered: Int
    let posts: Int
    let accounts: Int
    let nodes: Int
    let engine: String
    let version: String
    let seed: UInt64
    let machine: String
    let startedAt: String
    let seconds: Int
    /// Of those that neither a blow nor a fault has touched.
    let p50Ms: Int64
    let p99Ms: Int64
    let latenessUntouched: Lateness
    let latenessAll: Lateness
    let proved: Bool

    /// How many of each wrong are named in the report.
    static let named = 5

    /// The file it is kept in, beside the data.
    static let fileName = "proof.json"

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension ProofReport {
    /// A short table for a terminal.
    var lines: [String] {
        let rows = [
            ("deliveries", "\(deliveries) in \(posts) posts, \(accounts) accounts on seven networks"),
            ("done to it", ProofReport.list(blows)),
            ("faults", "\(faults.values.reduce(0, +)): \(ProofReport.list(faults))"),
            ("left out", leftOut.isEmpty ? "nothing" : leftOut.joined(separator: "; ")),
            ("ended", "\(published) published, \(refused) refused"),
            ("visitors", "\(remarks) remarks heard in the inbox, \(answered) answered"),
            ("a person", "\(reconnected) accounts signed in again; answers: \(ProofReport.list(answers))"),
            ("lost", "\(lost)"), ("twice", "\(twice)"), ("early", "\(early)"), ("unsettled", "\(unsettled)"),
            ("other wrongs", ProofReport.list(otherWrongs)), ("books", booksBalance ? "balance" : "do not balance"),
            ("late, untouched", ProofReport.text(latenessUntouched)), ("late, all", ProofReport.text(latenessAll)),
            ("ran on", "\(engine), \(nodes) \(nodes == 1 ? "node" : "nodes"), Kicau \(version), \(machine)"),
            ("took", "\(seconds) s, seed \(seed)"),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  " + $0 + String(repeating: " ", count: width - $0.count) + "  " + $1 }
            + [proved ? "Proved: 0 lost, 0 twice, 0 early, 0 unsettled." : "Not proved."]
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.isEmpty
            ? "none" : counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    private static func text(_ late: Lateness) -> String {
        "p50 \(late.p50) ms, p90 \(late.p90) ms, p99 \(late.p99) ms, most \(late.max) ms, of \(late.count)"
    }
}
