import Hummingbird
import KicauCore
import KicauPublish

/// The texts that a workspace uses by name.
struct SnippetsPage: Page {
    static let template = "snippets"

    struct Line: Sendable {
        let name: String
        /// As a post names it: "{opening-hours}".
        let mark: String
        let text: String
    }

    let frame: Frame
    let snippets: [Line]
    let isEmpty: Bool
    let own: [Line]
    let canSave: Bool
    let problem: ProblemText?
    /// What was typed and could not be saved.
    let name: String
    let text: String
    let longestName: Int
    let longestText: Int

    init(
        _ snippets: Snippets, typed: (name: String, text: String) = ("", ""), problem: Problem?, canSave: Bool,
        frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        self.snippets = snippets.texts.sorted { $0.key < $1.key }.map {
            Line(name: $0.key, mark: "{\($0.key)}", text: $0.value)
        }
        isEmpty = snippets.texts.isEmpty
        own = Snippets.Own.allCases.map {
            Line(name: $0.rawValue, mark: "{\($0.rawValue)}", text: voice.say(SnippetsPage.meaning(of: $0)))
        }
        self.canSave = canSave
        self.problem = problem.map { ProblemText($0, voice) }
        name = typed.name
        text = typed.text
        longestName = Snippets.longestName
        longestText = Snippets.longestText
    }
}

extension Desk {
    func snippets(_ request: Request, _ visit: Visit) async throws -> Response {
        try await snippetsPage(("", ""), nil, visit)
    }

    func saveSnippet(_ request: Request, _ visit: Visit) async throws -> Response {
        let typed = (name: visit.form.trimmed("name"), text: visit.form["text"])
        do {
            try await house.publishing.saveSnippet(typed.name, typed.text, by: try visit.caller)
            return .seeOther("/settings/snippets", notice: .saved)
        } catch let problem as Problem where problem.field != nil {
            return try await snippetsPage(typed, problem, visit)
        }
    }

    func deleteSnippet(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.deleteSnippet(visit.form["name"], by: try visit.caller)
        return .seeOther("/settings/snippets", notice: .saved)
    }

    private func snippetsPage(
        _ typed: (name: String, text: String), _ problem: Problem?, _ visit: Visit
    ) async throws -> Response {
        let caller = try visit.caller
        let page = SnippetsPage(
            try await house.publishing.snippets(for: caller), typed: typed, problem: problem,
            canSave: caller.role.may(.publish),
            frame: frame(visit.voice.say("Snippets"), at: .settings, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}

extension SnippetsPage {
    fileprivate static func meaning(of own: Snippets.Own) -> Sentence {
        switch own {
        case .account: "The account's own name"
        case .handle: "The account's handle"
        case .network: "The network's name"
        case .date: "The day it goes out, such as 2026-11-27"
        }
    }
}
