import Hummingbird
import KicauCore
import KicauPublish

/// How much each network still lets through: by account, by app, as its own answers tell it.
struct LimitsPage: Page {
    static let template = "limits"

    struct Group: Sendable {
        let title: String
        let lines: [LimitLine]
        let isQuiet: Bool
    }

    /// Where a person can enter what the network's portal shows.
    struct PortalForm: Sendable {
        struct Choice: Sendable {
            let value: String
            let name: String
        }

        let platform: String
        let resources: [Choice]
        let subjects: [Choice]
    }

    struct Network: Sendable {
        let network: String
        let networkName: String
        let groups: [Group]
        let unused: [LimitLine]
        let hasUnused: Bool
        let portal: PortalForm?
    }

    let frame: Frame
    let tabs: MoneyTabs
    let networks: [Network]
    let isEmpty: Bool

    init(_ lists: [NetworkLimitList], canSet: Bool, frame: Frame, _ voice: Voice) {
        self.frame = frame
        tabs = MoneyTabs(at: .limits, voice)
        networks = lists.map { Network($0, canSet: canSet, voice) }
        isEmpty = lists.isEmpty
    }
}

extension LimitsPage.Network {
    fileprivate init(_ list: NetworkLimitList, canSet: Bool, _ voice: Voice) {
        network = Networks.mark(list.platform)
        networkName = list.name
        groups =
            list.accounts.map { account, limits in
                LimitsPage.Group(
                    title: account.handle, lines: limits.map { LimitLine($0, voice) }, isQuiet: limits.isEmpty)
            }
            + (list.shared.isEmpty
                ? []
                : [
                    LimitsPage.Group(
                        title: voice.say("All accounts together"), lines: list.shared.map { LimitLine($0, voice) },
                        isQuiet: false)
                ])
        unused = list.unused.map { LimitLine($0, voice) }
        hasUnused = !unused.isEmpty
        portal = canSet ? LimitsPage.PortalForm(list, voice) : nil
    }
}

extension LimitsPage.PortalForm {
    /// Nil: this network publishes its numbers, or tells them in its answers.
    fileprivate init?(_ list: NetworkLimitList, _ voice: Voice) {
        let all = list.accounts.flatMap(\.limits) + list.shared + list.unused
        let names = Set(all.filter { $0.kind == .learned }.map(\.what)).sorted()
        guard !names.isEmpty else { return nil }
        platform = list.platform.raw
        resources = names.map { Choice(value: $0, name: $0) }
        subjects =
            [Choice(value: "app", name: voice.say(LimitLine.binder(.app)))]
            + list.accounts.map { Choice(value: $0.account.id.description, name: $0.account.handle) }
    }
}

extension Desk {
    func limits(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let page = LimitsPage(
            try await house.publishing.limits.list(for: caller), canSet: caller.role.may(.manage),
            frame: frame(visit.voice.say("Limits"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func setLimit(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        let account = ID<Account>(form["whose"])
        guard account != nil || form["whose"] == "app" else {
            throw Problem(
                .badInput, "It is not said whose limit this is.", do: "Choose it from the list.", field: "whose")
        }
        try await house.publishing.limits.set(
            try form.callCount("most"), for: form["what"], binding: account == nil ? .app : .account, of: account,
            on: PlatformID(form["network"]), by: try visit.caller)
        return .seeOther("/budget/limits", notice: .saved)
    }
}

extension Form {
    /// Nil when it is left empty. - Throws: `.badInput`.
    fileprivate func callCount(_ name: String) throws(Problem) -> Int? {
        guard let text = filled(name) else { return nil }
        guard text.utf8.count <= 12, let count = Int(text.filter { $0 != "," && $0 != "." && $0 != " " }) else {
            throw Problem(
                .badInput, "\"\(String(text.prefix(20)))\" is not a number of calls a day.",
                do: "Write a whole number from 1 to 100,000,000, or nothing.", field: name)
        }
        return count
    }
}
