import Foundation
public import KicauCore
public import KicauPublish

/// How a budget's warning is told: as a letter in the reader's language, and as JSON for a program.
public struct WarningWords: Sendable {
    private let speaking: Speaking
    private let baseURL: String

    /// Reads the wordings of every language.
    public static func loaded(baseURL: String) throws -> WarningWords {
        WarningWords(speaking: try Speaking.loaded(), baseURL: baseURL)
    }

    /// - Parameter language: nil: nobody chose one.
    public func letter(_ told: ToldWarning, to address: String, in language: String?) -> Letter {
        let voice = voice(told, language)
        let what = voice.sentence(of: told.warning, for: told.subject)
        let lines = [
            what, voice.consequence(of: told.warning),
            voice.say("See what was spent, or set another limit:") + "\n" + baseURL + "/budget",
            voice.say("This letter comes once for each point of a limit, in a month, to everybody who may set limits."),
        ]
        // The names in it are people's own: a subject is one line, whatever they hold.
        let subject = "\(told.workspace.name): \(what)".split(whereSeparator: \.isNewline).joined(separator: " ")
        return Letter(to: address, subject: subject, text: lines.joined(separator: "\n\n") + "\n")
    }

    public func json(_ told: ToldWarning) -> JSONValue {
        let voice = voice(told, nil)
        let warning = told.warning
        return [
            "kind": "budget-warning", "id": .string(told.name), "workspace": .string(told.workspace.name),
            "at": .string(Timestamp.text(told.at)), "month": .string(warning.month),
            "scope": .string(warning.scope.kind.rawValue), "subject": .string(warning.scope.subject),
            "name": .string(voice.name(of: told.subject)), "crossing": .string(warning.crossing.rawValue),
            "cap_micro_usd": .integer(warning.cap.microUSD), "used_micro_usd": .integer(warning.used.microUSD),
            "is_hard": .bool(warning.isHard), "text": .string(voice.sentence(of: warning, for: told.subject)),
            "url": .string(baseURL + "/budget"),
        ]
    }

    private func voice(_ told: ToldWarning, _ language: String?) -> Voice {
        Voice(
            catalogue: language.flatMap { speaking.catalogue($0) } ?? .english,
            zone: TimeZone(identifier: told.workspace.zone) ?? .gmt, now: told.at)
    }
}
