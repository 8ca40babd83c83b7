import ArgumentParser
import Foundation
import KicauCore

/// What the client's commands say, and with which exit code they end.
enum ClientTalk {
    static let exitCodes = """
        Exit codes: 0 done; 1 refused, with a sentence that says why; 2 a flag or argument is wrong; 3 the server is \
        not reachable.
        """

    /// Runs a command's work; `key`, when there is one, makes it safe to try again.
    static func run(key: String? = nil, _ work: () async throws -> Void) async throws {
        do {
            try await Talk.run(work)
        } catch let refused as APIClient.Refused {
            Talk.say("kicau: \(plain(refused.what))\n       \(plain(refused.toDo))  [\(plain(refused.code))]")
            throw ExitCode(1)
        } catch let unreachable as APIClient.Unreachable {
            Talk.say("kicau: \(plain(unreachable.what))")
            Talk.say("       Start it with `kicau serve`, or name another with --server and --api-key.")
            if let key {
                Talk.say("       To try again without the risk of doing it twice, add --key \(key)")
            }
            throw ExitCode(3)
        }
    }

    /// Ends the command as a wrong flag does.
    static func wrongUsage(_ sentence: String) -> ExitCode {
        Talk.say("kicau: \(sentence)")
        return ExitCode(2)
    }

    static func printJSON(_ value: JSONValue) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints rows in columns; the last one may be of any length.
    static func printTable(_ heads: [String], _ rows: [[String]]) {
        let rows = ([heads] + rows).map { $0.map(plain) }
        let widths = heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, text in
                column == row.count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count)
            }
            print(cells.joined(separator: "  "))
        }
    }

    /// Texts from the networks on one line and without anything that could steer a terminal.
    static func plain(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            case .format where scalar != "\u{200D}": " "
            default: scalar
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

extension JSONValue {
    /// A member's text, or nothing.
    func text(_ key: String) -> String { self[key]?.string ?? "" }
    var items: [JSONValue] { self["items"]?.array ?? [] }
}
