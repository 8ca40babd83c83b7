public import KicauCore
import KicauStore

extension Publishing {
    /// Puts other words in the place of a published part's, on its network. Doing it twice does no harm.
    ///
    /// What was sent stays sealed as it was; later checks compare with the new words.
    /// - Throws: `Problem`; then nothing was written here.
    public func edit(_ delivery: DeliveryID, part number: Int, to text: String, by caller: Caller) async throws {
        try caller.must(.publish)
        let published = try await published(delivery, for: caller)
        guard published.row.acts(on: published.platform, for: published.account.account).contains(.edit) else {
            throw Problem(
                .notPossibleNow, "\(published.platform.name) does not let programs change what is published.",
                do: "Change it in \(published.platform.name) itself, or delete it and write it anew.")
        }
        let new = try rendered(text, part: number, of: published, for: caller)
        let keeper = TokenKeeper(kit: kit)
        guard case .ready(let signedIn) = try await keeper.key(for: published.row.account) else {
            throw Problem(
                .accountSignedOut, "The account is signed out, so nothing can be changed there.",
                do: "Reconnect the account, then try again.")
        }
        guard let standing = published.part(number) else { throw Publishing.noSuchPart }
        let line = kit.metered(
            for: caller.workspace, platform: published.platform.id, account: published.row.account,
            work: .publishing, haste: .publishing)
        var end = await published.platform.edit(standing, to: new, of: signedIn, now: kit.time.now(), via: line)
        if case .signedOut = end {
            switch try await keeper.renew(signedIn) {
            case .renewed(let fresh):
                end = await published.platform.edit(standing, to: new, of: fresh, now: kit.time.now(), via: line)
            case .later(let until, let reason): end = .postponed(until: until, reason)
            case .needsPerson: break
            }
        }
        let receipt = try Publishing.check(end, on: published.platform)
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.addEdition(new, number: number, of: delivery, author: caller.signature, at: now)
            let steps = try tx.steps(of: delivery)
            if let step = steps.first(where: { $0.step.kind == .commit && $0.step.part == number }) {
                try tx.saveStep(
                    step.position, of: delivery, state: .settled, result: receipt.stored, expires: nil,
                    settled: step.settled)
            }
            if number == 0, let url = receipt.url { try tx.setURL(url, of: delivery) }
            try tx.tell(
                .init("\(caller.signature) changed the text of part \(number + 1) on the network."), of: delivery,
                state: .published, at: now)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// What stands on the network.
    private struct Standing: Sendable {
        let row: DeliveryRow
        let account: AccountRow
        let content: DraftContent
        let rendition: Rendition
        let receipts: [Int: Receipt]
        let platform: any Platform
        let snippets: Snippets

        func part(_ number: Int) -> PublishedPart? {
            guard rendition.parts.indices.contains(number), let receipt = receipts[number] else { return nil }
            let parent = number == 0 ? rendition.answering : receipts[number - 1]
            return PublishedPart(part: rendition.parts[number], receipt: receipt, parent: parent)
        }
    }

    private func published(_ delivery: DeliveryID, for caller: Caller) async throws -> Standing {
        let found = try await kit.store.read {
            tx -> (DeliveryRow, AccountRow, String, Rendition, [StepRow], Snippets)? in
            guard let row = try tx.delivery(delivery), row.workspace == caller.workspace.id,
                let account = try tx.account(row.account), let content = try tx.postContent(row.post),
                let rendition = try tx.currentRendition(of: delivery)
            else { return nil }
            return (
                row, account, content, rendition, try tx.steps(of: delivery), try tx.snippets(of: row.workspace)
            )
        }
        guard let (row, account, content, rendition, steps, snippets) = found else { throw Publishing.notHere }
        return Standing(
            row: row, account: account, content: try JSONText.decode(DraftContent.self, from: content),
            rendition: rendition, receipts: Itinerary(rendition: rendition, rows: steps).receipts,
            platform: try kit.platform(account.account.platform), snippets: snippets)
    }

    /// The part with the new words, as the network's rules have it; what cannot be changed afterwards stays.
    private func rendered(
        _ text: String, part number: Int, of standing: Standing, for caller: Caller
    ) throws -> RenderedPart {
        guard standing.rendition.parts.indices.contains(number), standing.receipts[number] != nil else {
            throw Publishing.noSuchPart
        }
        var post = standing.content.post(for: standing.account.account.id)
        if post.parts.indices.contains(number) { post.parts[number].text = text } else { post.firstComment = text }
        let due = standing.row.published ?? standing.row.due
        let rendered = standing.platform.rendered(
            try standing.account.worded(
                post, standing.snippets, on: standing.platform.name, at: due, zone: caller.workspace.zone),
            for: standing.account.account, in: caller.workspace, at: due)
        if let broken = rendered.refusals.first(where: { $0.part == nil || $0.part == number }) {
            throw Problem(
                .ruleBroken, "\(standing.platform.name): \(broken.what)", do: broken.toDo, field: "text")
        }
        guard rendered.rendition.parts.indices.contains(number) else {
            throw Problem(
                .emptyPost, "There is no text left.", do: "Write something, or delete the post.", field: "text")
        }
        let new = rendered.rendition.parts[number]
        let old = standing.rendition.parts[number]
        return RenderedPart(
            role: old.role, wireText: new.wireText, shownText: new.shownText, spans: new.spans, media: old.media,
            frozen: old.frozen, units: old.units, card: old.card)
    }

    private static let noSuchPart = Problem(
        .notFound, "This part was not published.", do: "Reload the page to see what was.")

    private static func check(_ edition: Edition, on platform: any Platform) throws(Problem) -> Receipt {
        switch edition {
        case .edited(let receipt):
            return receipt
        case .refused(let refusal), .signedOut(let refusal):
            throw Problem(refusal)
        case .postponed(_, let reason):
            throw Problem(reason)
        case .unknown(let trace):
            throw Problem(
                "\(platform.name) gave no clear answer, so the text may or may not be changed.",
                do: "Look on \(platform.name), and try again if it is as it was.", after: trace)
        case .notOffered:
            throw Problem(
                .notPossibleNow, "\(platform.name) does not let programs change what is published.",
                do: "Change it in \(platform.name) itself, or delete it and write it anew.")
        }
    }
}
