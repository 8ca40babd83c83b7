import Hummingbird
import KicauCore
import KicauPublish

/// Reading, answering and sorting what was said.
extension Desk {
    func inbox(_ request: Request, _ visit: Visit) async throws -> Response {
        try await inboxPage(InboxFilter(request.question), nil, visit)
    }

    func answerSaid(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Said.self)
        let text = visit.form["text"]
        do {
            let post = try await house.publishing.inbox.answer(
                id, with: text, key: String(visit.form["key"].prefix(100)), by: try visit.caller)
            return .seeOther("/posts/\(post)", notice: .goingOut)
        } catch let problem as Problem where problem.code != .notFound && problem.code != .notSignedIn {
            var filter = InboxFilter(visit.form)
            filter.isDone = try await house.publishing.inbox.item(id, for: try visit.caller).done != nil
            return try await inboxPage(filter, TriedAnswer(item: id, text: text, problem: problem), visit)
        }
    }

    func actOnSaid(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Said.self)
        guard let deed = Deed(rawValue: visit.form["deed"]) else { throw Problem.noSuchPage }
        try await house.publishing.inbox.act(deed, on: id, by: try visit.caller)
        return back(to: id, visit)
    }

    func finishSaid(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Said.self)
        try await house.publishing.inbox.setDone(visit.form["done"] == "yes", of: id, by: try visit.caller)
        return back(to: id, visit)
    }

    func assignSaid(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Said.self)
        try await house.publishing.inbox.assign(
            id, to: visit.form.filled("assignee").flatMap { ID<User>($0) }, by: try visit.caller)
        return back(to: id, visit)
    }

    /// To the list it was pressed in.
    private func back(to id: SaidID, _ visit: Visit) -> Response {
        .seeOther(visit.form["list"] == "done" ? "/inbox?state=done" : "/inbox", notice: .saved)
    }

    private func inboxPage(_ filter: InboxFilter, _ tried: TriedAnswer?, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let rights = InboxCard.Rights(
            mayAnswer: caller.role.may(.publish), maySort: caller.role.may(.draft), key: house.secret())
        let page = InboxPage(
            try await house.publishing.inbox.list(filter, for: caller), filter: filter,
            accounts: try await house.accounts.summaries(for: caller), tried: tried, rights: rights,
            frame: frame(visit.voice.say("Inbox"), at: .inbox, for: visit), visit.voice)
        return try show(page, to: visit, status: tried?.problem.code.status ?? .ok)
    }
}

extension InboxFilter {
    /// What the query of the list asks for; unknown words are left out.
    init(_ question: Form) {
        self.init()
        isDone = question["state"] == "done"
        accounts = question.all("account").compactMap { AccountID($0) }
        after = question.filled("after")
    }
}
