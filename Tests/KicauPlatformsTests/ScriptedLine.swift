import Foundation
import KicauCore
import KicauDescribed
import KicauPlatforms
import Synchronization
import Testing

/// A line that answers from a script and remembers what it was asked.
final class ScriptedLine: Line {
    struct Asked: Sendable {
        let call: Call
        let unit: MeterUnit

        /// The JSON it carried.
        var json: JSONValue? {
            guard case .json(let value) = call.body else { return nil }
            return value
        }

        var form: [String: String] {
            guard case .form(let pairs) = call.body else { return [:] }
            return Dictionary(pairs, uniquingKeysWith: { _, last in last })
        }

        func header(_ name: String) -> String? {
            call.headers.first { $0.0.lowercased() == name.lowercased() }?.1.reveal()
        }

        func query(_ name: String) -> String? { call.query.first { $0.0 == name }?.1 }
    }

    enum Answer: Sendable {
        case reply(Int, String, [(String, String)] = [])
        case neverLeft
        case noAnswer
    }

    private struct State {
        var script: [Answer]
        var asked: [Asked] = []
    }

    /// What is priced otherwise, no connector has sent.
    private static let units = Set(Registry.units.values.joined())

    private let state: Mutex<State>
    let now: Instant

    init(_ script: [Answer], now: Instant = .noon) {
        state = Mutex(State(script: script))
        self.now = now
    }

    var asked: [Asked] { state.withLock { $0.asked } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        if Self.units.contains(unit.name) { Sightings.hold(request, unit) { Issue.record(Comment(rawValue: $0)) } }
        let answer = state.withLock { state -> Answer? in
            state.asked.append(Asked(call: request, unit: unit))
            return state.script.isEmpty ? nil : state.script.removeFirst()
        }
        switch answer {
        case .reply(let status, let text, let headers):
            return Reply(
                status: status, headers: headers.map { ($0.0.lowercased(), $0.1) }, body: Array(text.utf8), at: now)
        case .neverLeft: throw .neverLeft(retryAt: now + .seconds(30), .unreachable("no connection"))
        case .noAnswer: throw .noAnswer(Trace(what: "the connection closed before an answer", at: now))
        case nil: throw .noAnswer(Trace(what: "the script is over", at: now))
        }
    }
}

extension Instant {
    /// 2026-11-24T12:00:00Z.
    static let noon = Instant(ms: 1_795_521_600_000)
}

/// What tests read from the shared specifications; they are never copied into the tree.
enum Specs {
    static func data(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: self.path(path))) }

    static func path(_ path: String) -> String {
        (ProcessInfo.processInfo.environment["KICAU_SPECS"] ?? "../shared/specs") + "/" + path
    }

    /// Read once: the large files take seconds.
    static func json(_ path: String) throws -> JSONValue {
        try known.withLock { known in
            if let value = known[path] { return value }
            let value = try JSONDecoder().decode(JSONValue.self, from: data(path))
            known[path] = value
            return value
        }
    }

    private static let known = Mutex<[String: JSONValue]>([:])

    /// One row of platform_errors.csv.
    struct ErrorCase: Sendable, CustomTestStringConvertible {
        let platform: String
        let status: Int?
        let code: String?
        let subtype: String?
        let marker: String
        let meaning: String

        var testDescription: String { "\(platform) \(status ?? 0) \(code ?? "") \(subtype ?? "") \(marker)" }
    }

    static func errors(_ platforms: String...) throws -> [ErrorCase] {
        let lines = String(decoding: try data("derived/platform_errors.csv"), as: UTF8.self).split(separator: "\n")
        return lines.dropFirst().map { fields(String($0)) }.filter { platforms.contains($0[0]) }.map {
            ErrorCase(
                platform: $0[0], status: Int($0[1]), code: $0[2].isEmpty ? nil : $0[2],
                subtype: $0[3].isEmpty ? nil : $0[3], marker: $0[4], meaning: $0[5])
        }
    }

    private static func fields(_ line: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
