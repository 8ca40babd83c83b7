import Foundation
import Hummingbird
import KicauCore
import KicauPublish

/// Writing, checking, saving and scheduling.
extension Desk {
    func compose(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.caller.must(.draft)
        var composing = blank(visit)
        if let day = WallFields(request.question["on"] + "T00:00"),
            day.dayText >= visit.voice.wall(visit.voice.now).dayText
        {
            composing.date = day.dayText
            if day.dayText != visit.voice.nextQuarter.dayText { composing.time = "09:00" }
        }
        composing.accounts = request.question.all("account").compactMap { AccountID($0) }
        composing.campaign = request.question.filled("campaign").flatMap { ID($0) }
        return try await composer(composing, nil, visit)
    }

    func edit(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let post = try await house.publishing.draft(try visit.number("id", of: Post.self), for: caller)
        let composing = Composing(
            post, key: house.secret(), at: visit.voice.nextQuarter, zone: caller.workspace.zone)
        return try await composer(composing, nil, visit)
    }

    /// Every button of the composer comes here; a problem shows the form again with all that was written.
    func composed(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        var composing = Composing(visit.form, zone: caller.workspace.zone)
        do {
            try await takeIn(visit, into: &composing)
            let act = ComposeAct(visit.form["do"])
            composing.apply(act)
            if act == .check { try await readPages(composing, visit) }
            if case .addCard(let place) = act { try await addCard(at: place, to: &composing, caller) }
            if case .findPeople(let account) = act { try await findPeople(by: account, for: &composing, caller) }
            if case .assist(let act) = act { try await assist(act, &composing, caller) }
            if case .cheaper(let kind, let account) = act {
                composing.cheapen(kind, for: account, profile: ProfileWords.text(caller.user?.language))
            }
            return try await carryOut(act, composing, visit)
        } catch let problem as Problem where problem.code != .broken && problem.code != .notSignedIn {
            return try await composer(composing, problem, visit)
        }
    }

    private func carryOut(_ act: ComposeAct, _ composing: Composing, _ visit: Visit) async throws -> Response {
        switch act {
        case .check, .addPart, .removePart, .removePicture, .removeCaptions, .addCard, .removeCard, .findPeople,
            .mention, .cheaper, .elsewhere, .assist:
            return try await composer(composing, nil, visit)
        case .draft:
            let id = try await house.publishing.saveDraft(
                try await content(composing, visit), as: composing.id, version: composing.version, by: try visit.caller)
            return .seeOther("/posts/\(id)", notice: .draftSaved)
        case .send:
            if let recurrence = try composing.recurrence {
                _ = try await house.publishing.startSeries(
                    try await content(composing, visit), recurrence, key: composing.key, by: try visit.caller)
                return .seeOther("/series", notice: .seriesBegun)
            }
            let id = try await house.publishing.schedule(
                try await content(composing, visit), as: composing.id, version: composing.version,
                timing: try composing.timing, key: composing.key, by: try visit.caller)
            return .seeOther("/posts/\(id)", notice: composing.when == .now ? .goingOut : .scheduled)
        }
    }

    /// The scripts' way to the same preview: the panel and the counters as HTML.
    func preview(_ request: Request, _ visit: Visit) async throws -> Response {
        let composing = try await withSlot(
            Composing(visit.form, zone: try visit.caller.workspace.zone), try visit.caller)
        if visit.form["read"] == "yes" { try await readPages(composing, visit) }
        let preview = try await preview(composing, visit)
        let language = visit.voice.language
        let panel = PreviewPanel(
            preview, when: composing.shownTime(visit.voice), clock: composing.clockNote(visit.voice), visit.voice)
        let counters = try Counters.all(preview, parts: composing.parts.count, visit.voice).map {
            JSONValue.string(try speaking.render($0, in: language))
        }
        return .json(
            JSONValue.object([
                "panel": .string(try speaking.render(panel, in: language)), "counters": .array(counters),
                "canGoOut": .bool(panel.canGoOut && !panel.isOver), "verdict": .string(panel.verdict ?? ""),
                "bareLinks": .array(bareLinks(preview)),
                "unreadPages": .array(preview.accounts.flatMap(\.unreadPages).map { .string($0.url) }),
            ]).bytes)
    }

    /// By part; empty where there is nothing to ask for.
    private func bareLinks(_ preview: Preview) -> [JSONValue] {
        preview.accounts.flatMap(\.bareLinks).map { ["part": .integer(Int64($0.part)), "url": .string($0.url)] }
    }

    private func blank(_ visit: Visit) -> Composing {
        Composing(key: house.secret(), at: visit.voice.nextQuarter, zone: visit.voice.zone.identifier)
    }

    private func content(_ composing: Composing, _ visit: Visit) async throws -> DraftContent {
        try await content(composing, try visit.caller)
    }

    func content(_ composing: Composing, _ caller: Caller) async throws -> DraftContent {
        var found: [String: Media] = [:]
        for name in composing.pictureNames { found[name] = try await house.media.picture(name, for: caller) }
        return composing.content(found, accounts: try await house.accounts.summaries(for: caller))
    }

    func preview(_ composing: Composing, _ visit: Visit) async throws -> Preview {
        let due: Due? =
            switch composing.when {
            case .now: nil
            case .slot: composing.nextSlot
            case .later: try? composing.due  // a date half typed: the preview is then for today
            }
        return try await house.publishing.preview(
            try await content(composing, visit), at: due?.instant, except: composing.id, for: try visit.caller)
    }

    /// Looks for the next free posting time, where one is asked for.
    private func withSlot(_ composing: Composing, _ caller: Caller) async throws -> Composing {
        guard composing.when == .slot, !composing.accounts.isEmpty else { return composing }
        var composing = composing
        do {
            composing.nextSlot = try await house.publishing.nextSlot(
                for: composing.accounts, except: composing.id, for: caller)
        } catch let problem as Problem where problem.code == .noFreeSlot {
            // The preview says so where the time would stand; the sentence comes when it is sent.
            composing.nextSlot = nil
        }
        return composing
    }

    private func composer(_ composing: Composing, _ problem: Problem?, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let composing = try await withSlot(composing, caller)
        let accounts = try await house.accounts.summaries(for: caller)
        let isWritten = !composing.accounts.isEmpty
        let page = ComposePage(
            composing, accounts: accounts, options: try await house.publishing.options(of: accounts, for: caller),
            hasSlots: try await house.publishing.hasSlots(for: caller),
            showsCards: try house.publishing.showCards(accounts),
            people: try await house.publishing.mentions.offers(for: caller),
            campaigns: try await house.publishing.campaigns.all(for: caller),
            assistant: try await assistantOffer(composing, accounts, caller),
            preview: isWritten ? try await preview(composing, visit) : nil,
            problem: problem, frame: frame(visit.voice.say("Write"), at: .compose, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}
