import Foundation
import KicauCore

/// Lines of `name = value`; empty lines and those that begin with # are passed over.
enum SettingsFile {
    static let longest = 65_536

    /// - Throws: `Problem` `.badConfigFile`, naming the file and the line.
    static func read(_ path: String) throws(Problem) -> [Setting: String] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Problem(
                .badConfigFile, "The settings file \(path) cannot be read.",
                do: "Check the path given with --config and the file's permissions.")
        }
        guard bytes.count <= longest, let text = String(bytes: bytes, encoding: .utf8) else {
            throw Problem(
                .badConfigFile, "The settings file \(path) is no text, or longer than 64 KB.",
                do: "Write one `name = value` a line.")
        }
        return try read(text, of: path)
    }

    static func read(_ text: String, of path: String) throws(Problem) -> [Setting: String] {
        var values: [Setting: String] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let halves = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else {
                throw bad(path, number, "has no = in it", "Write it as name = value, or put # before it.")
            }
            let name = halves[0].trimmingCharacters(in: .whitespaces)
            guard let setting = Setting(rawValue: name) else {
                throw bad(
                    path, number, "sets \"\(name.prefix(40))\", which is no setting",
                    "The settings are \(Setting.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            guard values[setting] == nil else {
                throw bad(path, number, "sets \(name) a second time", "Remove one of the two.")
            }
            values[setting] = halves[1].trimmingCharacters(in: .whitespaces)
        }
        return values
    }

    private static func bad(_ path: String, _ line: Int, _ what: String, _ toDo: Sentence) -> Problem {
        Problem(.badConfigFile, "Line \(line + 1) of \(path) \(what).", do: toDo)
    }
}
