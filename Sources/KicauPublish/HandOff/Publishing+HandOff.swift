import KicauCore
import KicauStore

/// What a person does about a post that is theirs to post by hand.
extension Publishing {
    /// Kicau sends nothing of it from here on.
    func handOver(_ row: DeliveryRow, caller: Caller) async throws {
        let now = kit.time.now()
        let why = row.trouble ?? Settlement.Story("\(caller.signature) wants to post it by hand.")
        try await kit.store.write { tx in
            guard try tx.ask(row, for: .handOff, story: HandOff.story(why), at: now) else { throw Publishing.movedOn }
        }
    }

    /// A person has posted it, and may have pasted its link; all that was still open is out then.
    func postedByHand(_ row: DeliveryRow, _ platform: any Platform, _ link: String?, caller: Caller) async throws {
        let link = try Publishing.pasted(link)
        let now = kit.time.now()
        let story = Settlement.Story("\(caller.signature) posted it by hand.", answer: link.isEmpty ? nil : link)
        try await kit.store.write { tx in
            let account = try tx.account(row.account)?.account
            // Without the network's own name for it, it is kept by its link.
            let receipt =
                account.flatMap { platform.receipt(of: link, for: $0) }
                ?? Receipt(remoteID: link, url: link.isEmpty ? nil : link)
            if !receipt.remoteID.isEmpty {
                let others = try tx.publishedElsewhere(than: row.id, of: row.account, since: row.due - .days(30))
                guard !others.contains(receipt.remoteID) else {
                    throw Problem(
                        .badInput, "Another post of yours has that link already.",
                        do: "Paste the link of this one, or leave it empty.", field: "link")
                }
            }
            guard try tx.adopt([receipt], of: row, isAll: true, story: story, at: now) else { throw Publishing.movedOn }
        }
    }

    func lookForHandedOff(_ row: DeliveryRow) async throws {
        guard case .ended(let finding) = try await HandOffLook(kit: kit).look(for: row.id) else { return }
        try await tell(HandOff.story(of: finding), of: row)
    }

    /// Kicau sends it after all, unless it is there: its composer is open to a person from the moment it is handed off.
    ///
    /// - Parameter isNotThere: the person has looked at the account. It is looked for all the same.
    func takeBack(_ row: DeliveryRow, _ platform: any Platform, isNotThere: Bool, caller: Caller) async throws {
        let finding: Finding
        switch try await HandOffLook(kit: kit).look(for: row.id) {
        case .published: return
        case .movedOn: throw Publishing.movedOn
        case .ended(let ended): finding = ended
        }
        let taking = TakingBack(
            absence: platform.rules.absence, notSeen: try await lastNotSeen(row.id), now: kit.time.now(),
            betweenLooks: kit.pace.betweenLooks)
        switch taking.verdict(after: finding, isNotThere: isNotThere) {
        case .send:
            let fresh = try await kit.store.read { try $0.delivery(row.id) }
            guard let fresh, fresh.state == .waiting, fresh.epoch == row.epoch else { throw Publishing.movedOn }
            try await sendAgain(fresh, platform, caller: caller)
        case .lookOnceMore:
            try await tell(HandOff.notSeen, of: row)
            throw Publishing.mayLag
        case .ask: throw Publishing.noLookCanTell
        case .couldNotLook(let reason): throw Publishing.blind(reason)
        case .signedOut(let refusal):
            throw Problem(.accountSignedOut, refusal.what, do: refusal.toDo, cause: refusal.answer)
        }
    }

    /// When it was first looked for in vain, if nothing was told of it since.
    private func lastNotSeen(_ delivery: DeliveryID) async throws -> Instant? {
        let last = try await kit.store.read { try $0.events(of: delivery).last }
        return last.flatMap { $0.story == HandOff.notSeen ? $0.at : nil }
    }

    private func tell(_ story: Settlement.Story, of row: DeliveryRow) async throws {
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.tell(story, of: row.id, state: .waiting, at: now)
            tx.noteChange(in: row.workspace)
        }
    }

    private static func blind(_ reason: Postponement) -> Problem {
        Problem(
            .networkUnreachable, reason.story.what,
            do: "Look at the account yourself, and say that it is not there; or try again later.",
            field: "is_not_there", cause: reason.story.answer)
    }

    private static let mayLag = Problem(
        .notPossibleNow, "We looked, and did not see it there; but lists lag.",
        do: "Press it again in a minute, or look at the account yourself and say that it is not there.",
        field: "is_not_there")

    private static let noLookCanTell = Problem(
        .notPossibleNow, "We did not see it there, but on this network no look proves that nobody has posted it.",
        do: "Look at the account. If it is not there, say so, and Kicau sends it.", field: "is_not_there")
}
