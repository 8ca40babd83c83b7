public import KicauCore
public import KicauMeter
import KicauStore

/// Price lists that people load, the plans that are paid for, and what either does before it is done.
public struct PriceLists: Sendable {
    let kit: Kit

    /// Newest first.
    public func list(for caller: Caller) async throws -> [PriceListDetail] {
        try caller.must(.look)
        return try await kit.store.read { try $0.priceLists() }.reversed().map(PriceListDetail.init)
    }

    /// What a list would do, without loading it.
    /// - Throws: `Problem` `.badInput` that says what is wrong with it.
    public func check(_ text: String, for caller: Caller) async throws -> CheckedList {
        try caller.must(.look)
        let book = try PriceBook(loading: text, on: Day(of: kit.time.now()), networks: networks)
        let books = try await booksWith(book)
        let terms = Terms(books: kit.prices.books, plans: caller.workspace.plans)
        let effects = try await effects(
            from: terms, to: Terms(books: books, plans: caller.workspace.plans), naming: book, for: caller.workspace)
        return CheckedList(book: book, effects: effects)
    }

    /// Puts a list in force for everybody: from its own days on, and today for what is planned beyond them.
    public func load(_ text: String, by caller: Caller) async throws -> CheckedList {
        try caller.must(.manage)
        let checked = try await check(text, for: caller)
        let book = checked.book
        let new = NewPriceList(
            platform: book.platform, name: book.name, plan: book.plan, firstDay: book.since.description, json: text)
        let now = kit.time.now()
        let isNew = try await kit.store.write(as: .shut) { tx in
            // Somebody may have loaded another one meanwhile, and with that one it may not agree any more.
            let others = try tx.priceLists().filter { $0.dropped == nil }
            _ = try kit.prices.books(with: others, and: book)
            try PriceLists.disturb(tx)
            return try tx.addPriceList(new, by: caller.signature, at: now) != nil
        }
        guard isNew else {
            throw Problem(
                .badInput, "This very list was loaded before.", do: "Nothing is to be done.", field: "list")
        }
        try await takeOver()
        return checked
    }

    /// Takes a list away that is not in force yet. What was in force once stays on record: a newer list replaces it.
    public func drop(_ id: ID<LoadedList>, by caller: Caller) async throws {
        try caller.must(.manage)
        let now = kit.time.now()
        try await kit.store.write(as: .shut) { tx in
            guard let row = try tx.priceLists().first(where: { $0.id == id && $0.dropped == nil }) else {
                throw Problem(.notFound, "There is no such price list.", do: "Reload the page and choose again.")
            }
            guard let first = Day(row.firstDay), first.begins > now else {
                throw Problem(
                    .notPossibleNow, "The price list \(row.name) has been in force since \(row.firstDay).",
                    do: "Load a newer one that says what is right; it takes its place.")
            }
            let others = try tx.priceLists().filter { $0.dropped == nil && $0.id != id }
            _ = try kit.prices.books(with: others, and: nil)
            guard try tx.dropPriceList(id, by: caller.signature, at: now) else { throw Publishing.movedOn }
            try PriceLists.disturb(tx)
        }
        try await takeOver()
    }

    /// A post that another node is writing over right now may not see this list; so that it begins again, a row is changed
    /// that it changes too.
    private static func disturb(_ tx: borrowing Transaction) throws {
        for workspace in try tx.allWorkspaces() { tx.noteChange(in: workspace.id) }
    }

    private func takeOver() async throws {
        try await kit.prices.refresh(from: kit.store)
        try await Requoting(kit: kit).all()
        kit.bell.ring()
    }

    private func booksWith(_ book: PriceBook) async throws -> PriceBooks {
        let others = try await kit.store.read { try $0.priceLists() }.filter { $0.dropped == nil }
        return try kit.prices.books(with: others, and: book)
    }

    var networks: Set<PlatformID> { Set(kit.prices.books.plans.map(\.platform)) }
}

/// A list that was read and found in order, and what it does.
public struct CheckedList: Sendable {
    public let book: PriceBook
    public let effects: PriceEffects

    public init(book: PriceBook, effects: PriceEffects) {
        self.book = book
        self.effects = effects
    }
}
