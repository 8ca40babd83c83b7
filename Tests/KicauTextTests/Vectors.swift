import Foundation
import Testing
import Yams

/// One case of a twitter-text conformance file.
struct Vector<Expected: Decodable & Sendable>: Decodable, Sendable, CustomTestStringConvertible {
    let description: String
    let text: String
    let expected: Expected
    /// Entities as X's API tells them, where a suite has them.
    let json: String?
    /// Places that a search has hit, where a suite has them.
    let hits: [[Int]]?

    var testDescription: String { description }
}

extension Vector {
    /// Reads a suite where the files lie: `KICAU_SPECS`, or `../shared/specs` beside the package.
    ///
    /// A suite that is not there or has no case is an error: a test without cases would pass in silence.
    static func load(_ suite: String, from file: String) throws -> [Vector] {
        guard let node = try Yams.compose(yaml: Suites.text(file))?["tests"]?[suite] else {
            throw MissingSuite(name: suite, file: file)
        }
        let vectors = try YAMLDecoder().decode([Vector].self, from: node)
        guard !vectors.isEmpty else { throw MissingSuite(name: suite, file: file) }
        return vectors
    }
}

/// Where the conformance files lie.
enum Suites {
    static var folder: String {
        let specs = ProcessInfo.processInfo.environment["KICAU_SPECS"] ?? "../shared/specs"
        return specs + "/twitter-text/conformance"
    }

    static func text(_ file: String) throws -> String {
        try String(contentsOf: URL(filePath: "\(folder)/\(file).yml"), encoding: .utf8)
    }
}

private struct MissingSuite: Error {
    let name: String
    let file: String
}
