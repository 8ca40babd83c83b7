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
        guard try await !HandOffLook(kit: kit).look(for: row.id) else { return }
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.tell(
                .init(
                    "We looked, and did not see it there.",
                    do: "If you have posted it, press \"I have posted it\" and paste its link."), of: row.id,
                state: .waiting, at: now)
            tx.noteChange(in: row.workspace)
        }
    }

    /// Kicau sends it after all, unless a look finds it there. Before its time nobody can have posted it.
    func takeBack(_ row: DeliveryRow, _ platform: any Platform, caller: Caller) async throws {
        if row.due <= kit.time.now(), try await HandOffLook(kit: kit).look(for: row.id) { return }
        let fresh = try await kit.store.read { try $0.delivery(row.id) }
        guard let fresh, fresh.state == .waiting, fresh.epoch == row.epoch else { throw Publishing.movedOn }
        try await sendAgain(fresh, platform, caller: caller)
    }
}
