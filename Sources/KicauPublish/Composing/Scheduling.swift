public import KicauCore
import KicauMeter
import KicauStore

extension Publishing {
    /// Renders, quotes, holds and freezes in one transaction. `key` makes a double click harmless.
    /// - Throws: `Problem`; then nothing was written.
    public func schedule(
        _ content: DraftContent, as id: PostID?, version: Int?, timing: Timing, key: String, by caller: Caller
    ) async throws -> PostID {
        try await schedule(content, as: id, version: version, timing: timing, key: key, by: caller, noting: nil)
    }

    /// The same with what is to be written beside it, in the same transaction or not at all.
    func schedule(
        _ content: DraftContent, as id: PostID?, version: Int?, timing: Timing, key: String, by caller: Caller,
        noting: (@Sendable (borrowing Transaction, PostID) throws -> Void)?
    ) async throws -> PostID {
        try caller.must(.publish)
        if let done = try await kit.store.read({ try $0.post(scheduledWith: key, in: caller.workspace.id) }) {
            return done
        }
        let content = try await answering(as: id, checked(content, for: caller), for: caller)
        guard !content.post.isEmpty || !content.wordings.isEmpty else {
            throw Publishing.emptyPost
        }
        let order = Order(content: content, id: id, version: version, key: key, caller: caller, noting: noting)
        switch timing {
        case .now: return try await place(order, due: try Due(at: kit.time.now(), zone: caller.workspace.zone))
        case .at(let due): return try await place(order, due: try checked(due))
        case .nextSlot: return try await placeInSlot(order)
        }
    }

    /// A post to be scheduled, before its time is known.
    private struct Order: Sendable {
        let content: DraftContent
        let id: PostID?
        let version: Int?
        let key: String
        let caller: Caller
        /// What is to be written in the same transaction.
        let noting: (@Sendable (borrowing Transaction, PostID) throws -> Void)?
    }

    private func place(_ order: Order, due: Due, takesSlot: Bool = false) async throws -> PostID {
        try await kit.pricing { mark in
            try await place(order, due: due, takesSlot: takesSlot, pricesOf: mark)
        }
    }

    private func place(_ order: Order, due: Due, takesSlot: Bool, pricesOf mark: String) async throws -> PostID {
        let caller = order.caller
        let plan = try await plan(order.content, due: due, key: order.key, for: caller)
        let kept = try PostContent(order.content)
        let now = kit.time.now()
        let post = try await written(order) { tx in
            if let done = try tx.post(scheduledWith: order.key, in: caller.workspace.id) { return done }
            try tx.mustHavePrices(mark)
            let post = try tx.place(
                kept, as: order.id, version: order.version, due: due, key: order.key, for: caller, at: now)
            for part in plan {
                let delivery = try tx.book(part, for: post, due: due, caller: caller, at: now)
                if takesSlot { try tx.takeSlot(delivery) }
            }
            tx.refreshPost(post)
            try order.noting?(tx, post)
            return post
        }
        for share in plan { kit.media.order(share.delivery.rendition) }
        kit.bell.ring()
        return post
    }

    /// A new post's rules are the schema's and its statements' own: one post a key, one delivery a slot, a budget that is
    /// tested where it is moved. A post that is written over is read first, so it wants to be alone.
    private func written(
        _ order: Order, _ work: @escaping @Sendable (borrowing Transaction) throws -> PostID
    ) async throws -> PostID {
        do {
            return try await kit.store.write(as: order.id == nil ? .apart : .alone, work)
        } catch let broken as RuleOfSchemaBroken {
            // The same order, given twice at the same moment: the first is done.
            let done = try await kit.store.read { try $0.post(scheduledWith: order.key, in: order.caller.workspace.id) }
            guard let done else { throw broken }
            return done
        }
    }

    /// Between the look for a free slot and the write, somebody else may take it: then the next one is looked for.
    private func placeInSlot(_ order: Order) async throws -> PostID {
        for _ in 0..<Limits.slotTries {
            let due = try await nextSlot(for: order.content.accounts, except: order.id, for: order.caller)
            do {
                return try await place(order, due: due, takesSlot: true)
            } catch is RuleOfSchemaBroken {
                continue
            }
        }
        throw Problem(
            .changedMeanwhile, "Others are filling the same posting times right now.", do: "Try again in a moment.")
    }

    /// Would it be scheduled? Nothing is written.
    /// - Throws: `Problem`, as scheduling does, but for the budget.
    func mustBePlannable(_ content: DraftContent, at due: Due, for caller: Caller) async throws {
        guard !content.post.isEmpty || !content.wordings.isEmpty else { throw Publishing.emptyPost }
        _ = try await plan(content, due: try checked(due), key: "", for: caller)
    }

    private func checked(_ due: Due) throws(Problem) -> Due {
        let now = kit.time.now()
        guard due.instant > now - .minutes(1) else {
            throw Problem(
                .pastDate, "\(due.wall) in \(due.zone) is in the past.",
                do: "Choose a later time, or publish now.", field: "due")
        }
        guard due.instant < now + .days(Limits.aheadDays) else {
            throw Problem(
                .tooFarAhead, "\(due.wall) is more than two years ahead.", do: "Choose an earlier time.", field: "due")
        }
        return due
    }

    /// One account's share of a plan: pure, made before the transaction.
    struct Share: Sendable {
        let delivery: NewDelivery
        let fares: [Fare]
        let platform: PlatformID
        let platformName: String
        let month: String
        let campaign: ID<Campaign>?
    }

    private func plan(_ content: DraftContent, due: Due, key: String, for caller: Caller) async throws -> [Share] {
        guard !content.accounts.isEmpty else {
            throw Publishing.noAccountChosen
        }
        let (rows, snippets) = try await kit.store.read { tx in
            (try tx.accounts(content.accounts, in: caller.workspace.id), try tx.snippets(of: caller.workspace.id))
        }
        guard rows.count == content.accounts.count else {
            throw Problem(
                .notFound, "One of the accounts is not here.", do: "Reload the page and choose again.",
                field: "accounts")
        }
        let networks = Set(rows.map(\.account.platform))
        if let stray = content.post.options.keys.filter({ !networks.contains($0) }).min() {
            throw Problem(
                .badInput, "Something is asked of \(stray), and no chosen account is there.",
                do: "Choose an account of that network, or leave its options out.", field: "options")
        }
        let month = try Months.month(of: due.instant, zone: caller.workspace.zone)
        return try rows.map { row in
            try share(
                of: row, content.post(for: row.account.id), snippets, in: caller.workspace, due: due.instant,
                month: month, campaign: content.campaign, key: key)
        }
    }

    private static let emptyPost = Problem(
        .emptyPost, "There is nothing to publish: no text and no picture.", do: "Write something first.",
        field: "text")

    static let noAccountChosen = Problem(
        .noAccountChosen, "No account is chosen.", do: "Choose where it should go.", field: "accounts")

    private func share(
        of row: AccountRow, _ post: Post, _ snippets: Snippets, in workspace: Workspace, due: Instant, month: String,
        campaign: ID<Campaign>?, key: String
    ) throws(Problem) -> Share {
        let platform = try kit.platform(row.account.platform)
        guard row.state == AccountState.connected.rawValue else {
            throw Problem(
                .accountSignedOut, "\(row.account.handle) on \(platform.name) is not connected.",
                do: "Reconnect the account, or leave it out.", field: "accounts")
        }
        let rendered = platform.rendered(
            try row.worded(post, snippets, on: platform.name, at: due, zone: workspace.zone), for: row.account,
            in: workspace, at: due)
        if let broken = rendered.refusals.first {
            throw Problem(
                .ruleBroken, "\(platform.name): \(broken.what)", do: broken.toDo, field: "text")
        }
        var fares: [Fare] = []
        for part in rendered.rendition.parts {
            fares.append(try kit.fare(for: part.units, on: platform.id, of: workspace, at: due))
        }
        return Share(
            delivery: NewDelivery(
                account: row.account.id, rendition: rendered.rendition, steps: platform.steps(for: rendered.rendition),
                key: "\(key)-\(row.account.id)", stagingLead: platform.rules.stagingLead(for: rendered.rendition)),
            fares: fares, platform: platform.id, platformName: platform.name, month: month, campaign: campaign)
    }
}

extension Transaction {
    borrowing func place(
        _ content: PostContent, as id: PostID?, version: Int?, due: Due, key: String, for caller: Caller,
        at now: Instant
    ) throws -> PostID {
        try mustTakePosts(content.campaign, besides: id, in: caller.workspace.id)
        guard let id else {
            return try addPost(
                content, state: "scheduled", due: due, key: key, author: caller.signature, in: caller.workspace.id,
                at: now)
        }
        try reopen(id, for: caller, version: version, at: now)
        try save(id, content, state: "scheduled", due: due, key: key, version: version, at: now)
        return id
    }

    /// Writes one delivery and sets its money aside, part by part.
    borrowing func book(_ share: Publishing.Share, for post: PostID, due: Due, caller: Caller, at now: Instant) throws
        -> DeliveryID
    {
        let delivery = try addDelivery(share.delivery, to: post, in: caller.workspace.id, due: due.instant, at: now)
        for (part, fare) in share.fares.enumerated() {
            let new = NewHold(
                name: HoldNames.part(part, of: delivery), workspace: caller.workspace.id, delivery: delivery,
                account: share.delivery.account, campaign: share.campaign, platform: share.platform,
                month: share.month, fare: fare, priced: due.instant)
            if let short = try hold(new, at: now) {
                throw short.problem(
                    fare, on: share.platformName, month: share.month,
                    do: "Raise the month's budget, leave out the link or the account, or choose another month.")
            }
        }
        return delivery
    }
}
