import Foundation
public import KicauCore
public import KicauPublish

/// How a budget's or a limit's warning is told: as a letter in the reader's language, and as JSON for a program.
public struct WarningWords: Sendable {
    private let speaking: Speaking
    private let baseURL: String

    /// Reads the wordings of every language.
    public static func loaded(baseURL: String) throws -> WarningWords {
        WarningWords(speaking: try Speaking.loaded(), baseURL: baseURL)
    }

    /// - Parameter language: nil: nobody chose one.
    public func letter(_ told: Told, to address: String, in language: String?) -> Letter {
        switch told {
        case .budget(let told): letter(told, to: address, in: language)
        case .limit(let told): letter(told, to: address, in: language)
        case .credits(let told): letter(told, to: address, in: language)
        }
    }

    public func json(_ told: Told) -> JSONValue {
        switch told {
        case .budget(let told): json(told)
        case .limit(let told): json(told)
        case .credits(let told): json(told)
        }
    }

    private func letter(_ told: ToldWarning, to address: String, in language: String?) -> Letter {
        let voice = voice(in: told.workspace, at: told.at, language)
        let what = voice.sentence(of: told.warning, for: told.subject)
        let lines = [
            what, voice.consequence(of: told.warning),
            voice.say("See what was spent, or set another limit:") + "\n" + baseURL + "/budget",
            voice.say("This letter comes once for each point of a limit, in a month, to everybody who may set limits."),
        ]
        return letter(lines, about: what, in: told.workspace, to: address)
    }

    private func letter(_ told: ToldLimit, to address: String, in language: String?) -> Letter {
        let voice = voice(in: told.workspace, at: told.detail.at, language)
        let what = voice.sentence(of: told.detail)
        let lines = [
            what, voice.consequence(of: told.detail),
            voice.say("See what each network still lets through:") + "\n" + baseURL + "/budget/limits",
            voice.say("This letter comes once for each day of a limit, to everybody who may set limits."),
        ]
        return letter(lines, about: what, in: told.workspace, to: address)
    }

    private func letter(_ told: ToldCredits, to address: String, in language: String?) -> Letter {
        let voice = voice(in: told.workspace, at: told.detail.gone.since, language)
        let what = voice.sentence(of: told.detail)
        let lines = [
            what, voice.consequence(of: told.detail),
            voice.say("When you have topped them up, say so here, and what waits goes on:") + "\n" + baseURL
                + "/budget",
            voice.say("This letter comes once until there are credits again, to everybody who may set limits."),
        ]
        return letter(lines, about: what, in: told.workspace, to: address)
    }

    private func letter(_ lines: [String], about what: String, in workspace: Workspace, to address: String) -> Letter {
        // The names in it are people's own: a subject is one line, whatever they hold.
        let subject = "\(workspace.name): \(what)".split(whereSeparator: \.isNewline).joined(separator: " ")
        return Letter(to: address, subject: subject, text: lines.joined(separator: "\n\n") + "\n")
    }

    private func json(_ told: ToldWarning) -> JSONValue {
        let voice = voice(in: told.workspace, at: told.at, nil)
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

    private func json(_ told: ToldLimit) -> JSONValue {
        let voice = voice(in: told.workspace, at: told.detail.at, nil)
        let warning = told.detail.warning
        let account: JSONValue = told.detail.account.map { JSONValue.integer($0.id.raw) } ?? .null
        let resets: JSONValue = warning.resets.map { JSONValue.string(Timestamp.text($0)) } ?? .null
        return [
            "kind": "limit-warning", "id": .string(told.name), "workspace": .string(told.workspace.name),
            "at": .string(Timestamp.text(told.detail.at)), "platform": .string(warning.key.platform.raw),
            "name": .string(told.detail.network), "binds": .string(warning.key.binds.rawValue),
            "account": account, "what": .string(warning.key.what),
            "window_seconds": .integer(warning.key.span.inMilliseconds / 1000),
            "used": .integer(Int64(warning.used)), "most": .integer(Int64(warning.most)),
            "percent": .integer(Int64(warning.percent)),
            "resets_at": resets,
            "text": .string(voice.sentence(of: told.detail)), "url": .string(baseURL + "/budget/limits"),
        ]
    }

    private func json(_ told: ToldCredits) -> JSONValue {
        let gone = told.detail.gone
        let voice = voice(in: told.workspace, at: gone.since, nil)
        let answer: JSONValue = gone.answer.map { JSONValue.string($0) } ?? .null
        return [
            "kind": "credits-warning", "id": .string(told.name), "workspace": .string(told.workspace.name),
            "at": .string(Timestamp.text(gone.since)), "platform": .string(gone.platform.raw),
            "name": .string(told.detail.network), "answer": answer,
            "text": .string(voice.sentence(of: told.detail)), "url": .string(baseURL + "/budget"),
        ]
    }

    private func voice(in workspace: Workspace, at now: Instant, _ language: String?) -> Voice {
        Voice(
            catalogue: language.flatMap { speaking.catalogue($0) } ?? .english,
            zone: TimeZone(identifier: workspace.zone) ?? .gmt, now: now)
    }
}
