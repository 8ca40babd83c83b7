public import KicauCore
import KicauMeter
import KicauStore

extension Publishing {
    /// A person decides. `link` is used by `itIsThere`; it may be empty.
    ///
    /// - Parameter isNotThere: with `sendAgain` of what was to be posted by hand: they have looked, and nobody has.
    public func resolve(
        _ delivery: DeliveryID, by act: DeliveryAct, link: String?, isNotThere: Bool = false, caller: Caller
    ) async throws {
        try caller.must(.publish)
        let row = try await kit.store.read { try $0.delivery(delivery) }
        guard let row, row.workspace == caller.workspace.id else { throw Publishing.notHere }
        let account = try await account(of: row)
        let platform = try kit.platform(account.platform)
        guard row.acts(on: platform, for: account).contains(act) else {
            throw Problem(
                .notPossibleNow, "That is not possible any more: the delivery is \(row.state.rawValue) now.",
                do: "Reload the page to see where it stands.")
        }
        switch act {
        case .reconnect:
            throw Problem(
                .notPossibleNow, "An account is reconnected on the accounts page.",
                do: "Open Accounts and connect it again.")
        case .edit:
            throw Problem(
                .notPossibleNow, "A published text is changed by giving the new one.",
                do: "Use the form on the post's page, or POST /deliveries/{id}/edits.")
        case .itIsThere where row.waitingFor == .handOff: try await postedByHand(row, platform, link, caller: caller)
        case .lookNow where row.waitingFor == .handOff: try await lookForHandedOff(row)
        case .sendAgain where row.waitingFor == .handOff:
            try await takeBack(row, platform, isNotThere: isNotThere, caller: caller)
        case .itIsThere: try await adopt(row, platform, link: link, caller: caller)
        case .sendAgain:
            try await trustCredits(of: row, platform)
            try await sendAgain(row, platform, caller: caller)
        case .lookNow: try await lookNow(row)
        case .handOff: try await handOver(row, caller: caller)
        case .drop: try await drop(row)
        case .checkNow: try await checkNow(row)
        case .delete: try await takeOff(row, platform, caller: caller)
        }
        kit.bell.ring()
    }

    private func account(of row: DeliveryRow) async throws -> Account {
        guard let account = try await kit.store.read({ try $0.account(row.account) }) else { throw Publishing.notHere }
        return account.account
    }

    private func adopt(_ row: DeliveryRow, _ platform: any Platform, link: String?, caller: Caller) async throws {
        let link = try Publishing.pasted(link)
        let now = kit.time.now()
        let story = Settlement.Story("\(caller.signature) found it on the network.", answer: link.isEmpty ? nil : link)
        try await kit.store.write { tx in
            let steps = try tx.steps(of: row.id)
            guard let open = steps.first(where: { $0.step.kind == .commit && $0.state != .settled }) else { return }
            // A late yes may have settled the part in question meanwhile: of the one behind it nothing was ever sent.
            guard let doubt = try tx.doubt(of: row.id, part: open.step.part) else { throw Publishing.movedOn }
            let next = steps.first { $0.step.kind == .commit && $0.state != .settled && $0.position != open.position }
            let receipt =
                try next == nil
                ? Receipt(remoteID: link, url: link.isEmpty ? nil : link)
                : Publishing.answerable(link, platform, tx.account(row.account)?.account)
            try tx.saveStep(
                open.position, of: row.id, state: .settled, result: receipt.stored, expires: nil, settled: now)
            try tx.answerDoubts(of: row.id, part: open.step.part, outcome: "published", at: now)
            if let rendition = try tx.rendition(of: row.id) {
                let live = LivePart(
                    part: open.step.part, delivery: row.id, post: row.post, account: row.account, rendition: rendition,
                    workspace: caller.workspace, wentOut: max(row.due, doubt.since))
                try tx.owe(live, kit, at: now)
            }
            try tx.captureProven([HoldNames.part(open.step.part, of: row.id)], at: now)
            if open.step.part == 0 { try tx.setURL(receipt.url, of: row.id) }
            let goesOnInDoubt = try next.flatMap { try tx.doubt(of: row.id, part: $0.step.part) } != nil
            try tx.mustMove(
                row, to: next == nil ? .published : goesOnInDoubt ? .unknown : .scheduled, doubt: goesOnInDoubt,
                ready: now, story: story, at: now)
        }
    }

    /// - Throws: `Problem` `.badInput` for what is no address.
    static func pasted(_ link: String?) throws(Problem) -> String {
        let link = link?.trimmingWhitespace ?? ""
        guard link.utf8.count <= 2000, link.isEmpty || link.hasPrefix("https://") || link.hasPrefix("http://") else {
            throw Problem(
                .badInput, "That is not a link.",
                do: "Paste the post's address, beginning with https://, or leave it empty.", field: "link")
        }
        return link
    }

    /// The part behind it answers this one, by the network's own name for it.
    private static func answerable(_ link: String, _ platform: any Platform, _ account: Account?) throws(Problem)
        -> Receipt
    {
        guard let receipt = account.flatMap({ platform.receipt(of: link, for: $0) }) else {
            throw Problem(
                .badInput, "Another part answers this one, and that link does not name a post on \(platform.name).",
                do: "Paste the post's own address, or look again.", field: "link")
        }
        return receipt
    }

    /// - Parameter why: nil: the caller asked for it.
    func sendAgain(
        _ row: DeliveryRow, _ platform: any Platform, caller: Caller, saying why: Sentence? = nil
    ) async throws {
        let story = Settlement.Story(why ?? "\(caller.signature) asked to send it again.")
        try await kit.pricing { mark in
            try await sendAgain(row, platform, pricesOf: mark, caller: caller, story: story)
        }
    }

    private func sendAgain(
        _ row: DeliveryRow, _ platform: any Platform, pricesOf mark: String, caller: Caller, story: Settlement.Story
    ) async throws {
        let now = kit.time.now()
        // What waits for money before it is due keeps its time, and costs what it costs then.
        let goesOut = max(now, row.due)
        let month = try Months.month(of: goesOut, zone: caller.workspace.zone)
        guard let rendition = try await kit.store.read({ try $0.rendition(of: row.id) }) else {
            throw Publishing.notHere
        }
        var fares: [(part: Int, fare: Fare)] = []
        for (part, rendered) in rendition.parts.enumerated() {
            fares.append(
                (part, try kit.fare(for: rendered.units, on: platform.id, of: caller.workspace, at: goesOut)))
        }
        let name = platform.name
        try await kit.store.write { [fares] tx in
            try tx.mustHavePrices(mark)
            let open = Set(
                try tx.steps(of: row.id).filter { $0.step.kind == .commit && $0.state != .settled }.map(\.step.part))
            let setAside = Set(
                try tx.holds(of: row.id).filter { $0.state == .held || $0.state == .inDoubt }.map(\.name))
            for (part, fare) in fares where open.contains(part) {
                try tx.answerDoubts(of: row.id, part: part, outcome: "absent", at: now)
                let hold = HoldNames.part(part, of: row.id)
                guard !setAside.contains(hold) else { continue }
                let new = NewHold(
                    name: hold, workspace: row.workspace, delivery: row.id, account: row.account,
                    campaign: try tx.campaign(of: row.post), platform: platform.id, month: month, fare: fare,
                    priced: goesOut)
                if let short = try tx.hold(new, at: now) { throw short.problem(fare, on: name, month: month) }
            }
            try tx.reopenPreparations(of: row.id, parts: Array(open))
            try tx.forgetSends(of: row.id)
            try tx.mustMove(
                row, to: .scheduled, doubt: false, ready: now, story: story, at: now)
        }
    }

    private func lookNow(_ row: DeliveryRow) async throws {
        let now = kit.time.now()
        try await kit.store.write { tx in
            // Before the quiet period is over absence proves nothing, whoever asks.
            let ready = max(now, try tx.quietUntil(of: row.id) ?? now)
            try tx.mustMove(
                row, to: .unknown, doubt: true, ready: ready, story: .init("A person asked us to look again."), at: now)
        }
    }

    private func drop(_ row: DeliveryRow) async throws {
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.mustMove(
                row, to: .dropped, doubt: false, ready: now, story: .init("Dropped: it will not go out."), at: now)
            try tx.releaseHolds(of: row.id, at: now)
        }
    }

    /// Takes every part off the network, the last first.
    private func takeOff(_ row: DeliveryRow, _ platform: any Platform, caller: Caller) async throws {
        let keeper = TokenKeeper(kit: kit)
        guard case .ready(var signedIn) = try await keeper.key(for: row.account) else {
            throw Problem(
                .accountSignedOut, "The account is signed out, so nothing can be deleted there.",
                do: "Reconnect the account, then try again.")
        }
        let steps = try await kit.store.read { try $0.steps(of: row.id) }
        let line = kit.metered(
            for: caller.workspace, platform: platform.id, account: row.account, work: .publishing,
            haste: .publishing)
        let receipts = steps.filter { $0.step.kind == .commit }.reversed()
            .compactMap { $0.result.flatMap(Receipt.init(stored:)) }
        for receipt in receipts where !receipt.remoteID.isEmpty {
            var end = await platform.delete(receipt, of: signedIn, via: line)
            if case .signedOut = end {
                switch try await keeper.renew(signedIn) {
                case .renewed(let fresh):
                    signedIn = fresh
                    end = await platform.delete(receipt, of: signedIn, via: line)
                case .later(let until, let reason): end = .postponed(until: until, reason)
                case .needsPerson: break
                }
            }
            try Publishing.check(end, on: platform)
        }
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.markRemoved(row.id, at: now)
            try tx.dropRechecks(of: row.id)
            try tx.tell(.init("\(caller.signature) took it off the network."), of: row.id, state: .published, at: now)
            tx.noteChange(in: row.workspace)
        }
    }

    static let movedOn = Problem(
        .changedMeanwhile, "The delivery has moved on meanwhile.", do: "Reload the page to see where it stands.")

    private static func check(_ deletion: Deletion, on platform: any Platform) throws(Problem) {
        switch deletion {
        case .deleted:
            return
        case .refused(let refusal), .signedOut(let refusal):
            throw Problem(refusal)
        case .postponed(_, let reason):
            throw Problem(reason)
        case .unknown(let trace):
            throw Problem(
                "\(platform.name) gave no clear answer, so it may or may not be deleted.",
                do: "Try again: deleting twice does no harm.", after: trace)
        case .notOffered:
            throw Problem(
                .notPossibleNow, "\(platform.name) does not let programs delete posts.",
                do: "Delete it in \(platform.name) itself.")
        }
    }
}

extension Transaction {
    /// A person's decision moves a delivery on, or the page was old.
    borrowing func mustMove(
        _ row: DeliveryRow, to: Delivery.State, doubt: Bool, ready: Instant, story: Settlement.Story, at now: Instant
    ) throws {
        guard try moveOn(row, to: to, doubt: doubt, ready: ready, at: now, story: story) else {
            throw Publishing.movedOn
        }
        refreshPost(row.post)
    }
}
