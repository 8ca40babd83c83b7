import Foundation
import KicauCore

/// The four keys of an app of one's own (OAuth 1.0a, X), as the command line is given them.
///
/// Never a flag: flags are seen by everybody on the machine and stay in the shell's history.
struct OwnKeys: Sendable {
    enum Name: String, CaseIterable {
        case consumerKey = "consumer_key"
        case consumerSecret = "consumer_secret"
        case accessToken = "access_token"
        case accessTokenSecret = "access_token_secret"

        /// "KICAU_CONSUMER_KEY"
        var environment: String { "KICAU_" + rawValue.uppercased() }
    }

    private let values: [Name: Redacted<String>]
    private static let longestFile = 16_384

    /// - Throws: `Problem` that names what is missing.
    private init(_ values: [Name: Redacted<String>], from place: String) throws(Problem) {
        let missing = Name.allCases.filter { values[$0] == nil }
        guard missing.isEmpty else {
            throw Problem(
                .badInput, "\(place) has no \(missing.map(\.rawValue).joined(separator: ", ")).",
                do: "Copy all four from your app's page at the network.", field: missing.first?.rawValue)
        }
        self.values = values
    }

    /// Out of the environment, if the first of them is set there.
    init?(environment: [String: String]) throws(Problem) {
        guard environment[Name.consumerKey.environment]?.isEmpty == false else { return nil }
        var values: [Name: Redacted<String>] = [:]
        for name in Name.allCases {
            guard let value = environment[name.environment], !value.isEmpty else { continue }
            values[name] = Redacted(value)
        }
        try self.init(values, from: "The environment")
    }

    /// A text of lines like "consumer_key = …"; empty ones and those that begin with # are passed over.
    init(text: String, from place: String) throws(Problem) {
        var values: [Name: Redacted<String>] = [:]
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.drop(while: \.isWhitespace)
            guard !line.isEmpty, line.first != "#" else { continue }
            let halves = line.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            // The line itself is not shown: it may be a secret.
            guard halves.count == 2, let name = Name(rawValue: halves[0].lowercased()), !halves[1].isEmpty else {
                throw Problem(
                    .badInput, "Line \(number + 1) of \(place) is not one of the four keys.",
                    do:
                        "Write four lines: consumer_key=…, consumer_secret=…, access_token=… and access_token_secret=….",
                    field: "keys")
            }
            values[name] = Redacted(halves[1])
        }
        try self.init(values, from: place)
    }

    /// "-" is standard input.
    init(file: String) throws(Problem) {
        let place = file == "-" ? "standard input" : file
        guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file),
            let bytes = try? handle.read(upToCount: OwnKeys.longestFile + 1),  // said as what cannot be read
            bytes.count <= OwnKeys.longestFile, let text = String(bytes: bytes, encoding: .utf8)
        else {
            throw Problem(
                .badInput, "No keys can be read from \(place).",
                do: "Name a small text file with the four keys, or - for standard input.", field: "keys")
        }
        try self.init(text: text, from: place)
    }

    /// As the API takes them.
    var json: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, .string($0.value.reveal())) }))
    }
}
