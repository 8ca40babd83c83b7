import Foundation
import Testing
import Yams

/// One case of a twitter-text conformance file.
struct Vector<Expected: Decodable & Sendable>: Decodable, Sendable, CustomTestStringConvertible {
    let description: String
    let text: String
    let expected: Expected

    var testDescription: String { description }
}

extension Vector {
    /// Reads a suite where the files lie: `KICAU_SPECS`, or `../shared/specs` beside the package.
    ///
    /// A suite that is not there or has no case is an error: a test without cases would pass in silence.
    static func load(_ suite: String, from file: String) throws -> [Vector] {
        let specs = ProcessInfo.processInfo.environment["KICAU_SPECS"] ?? "../shared/specs"
        let path = "\(specs)/twitter-text/conformance/\(file).yml"
        let yaml = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        guard let node = try Yams.compose(yaml: yaml)?["tests"]?[suite] else {
            throw MissingSuite(name: suite, file: path)
        }
        let vectors = try YAMLDecoder().decode([Vector].self, from: node)
        guard !vectors.isEmpty else { throw MissingSuite(name: suite, file: path) }
        return vectors
    }
}

private struct MissingSuite: Error {
    let name: String
    let file: String
}
