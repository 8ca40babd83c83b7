public import KicauCore
public import KicauStore
import Synchronization

/// The price books in force now: those that come with this version, and those that an operator has loaded since.
///
/// Whoever works out a fare takes the books once and stays with them: they are a value and do not change under his hands.
public final class PriceShelf: Sendable {
    private let shipped: [PriceBook]
    private let state: Mutex<State>

    private struct State {
        var books: PriceBooks
        var loaded: [LoadedBook] = []
        /// Tells two sets of loaded books apart, so that nodes see when there is something new.
        var mark = Transaction.noPriceLists
    }

    /// The books that come with this version.
    /// - Throws: `Problem` `.badConfigFile`.
    public static func shipped() throws(Problem) -> PriceShelf { PriceShelf(try PriceBooks.shipped()) }

    public init(_ books: PriceBooks) {
        shipped = books.books
        state = Mutex(State(books: books))
    }

    public var books: PriceBooks { state.withLock { $0.books } }
    /// What was loaded and not dropped, in its order.
    public var loaded: [LoadedBook] { state.withLock { $0.loaded } }
    /// As `Transaction.priceListMark()` was when these books were taken over.
    public var mark: String { state.withLock { $0.mark } }

    /// What the books would be with these beside the shipped ones. A later one takes the place of what an earlier one says
    /// of the same unit from the same day on.
    /// - Throws: `Problem` `.badConfigFile` when they contradict one another or leave a day without a price.
    public func books(with loaded: [PriceBook]) throws(Problem) -> PriceBooks {
        var books = shipped
        for book in loaded { books = books.compactMap { $0.without(rowsOf: book) } + [book] }
        return try PriceBooks(books)
    }

    /// - Throws: as `books(with:)`; then the old books stay.
    func put(_ loaded: [LoadedBook], mark: String) throws(Problem) {
        let books = try books(with: loaded.map(\.book))
        state.withLock { $0 = State(books: books, loaded: loaded, mark: mark) }
    }

    /// Takes over what was loaded or dropped since, by whichever node. True: something was.
    @discardableResult
    public func refresh(from store: Store) async throws -> Bool {
        let known = mark
        let (mark, rows) = try await store.read { tx in
            let mark = try tx.priceListMark()
            return (mark, mark == known ? [] : try tx.priceLists())
        }
        guard mark != known else { return false }
        try put(try rows.filter { $0.dropped == nil }.map { try LoadedBook($0) }, mark: mark)
        return true
    }
}

/// A price list out of the database.
public struct LoadedBook: Sendable, Hashable {
    public let id: ID<LoadedList>
    public let book: PriceBook
    public let entered: Instant

    init(_ row: PriceListRow) throws(Problem) {
        id = row.id
        entered = row.entered
        book = try PriceBook(stored: row.json)
    }

    init(_ book: PriceBook, entered: Instant) {
        id = ID(0)
        self.entered = entered
        self.book = book
    }

    /// Rows that were in force before anybody told us.
    public var lateRows: [PriceBook.Row] { book.rows.filter { $0.from <= Day(of: entered) } }
}

extension PriceBook {
    /// What is left of it beside a newer book; nil: nothing.
    fileprivate func without(rowsOf newer: PriceBook) -> PriceBook? {
        guard newer.platform == platform, newer.plan == plan else { return self }
        let replaced = Set(newer.rows.map { UnitDay(unit: $0.unit, from: $0.from) })
        let kept = rows.filter { !replaced.contains(UnitDay(unit: $0.unit, from: $0.from)) }
        return kept.isEmpty ? nil : with(rows: kept, ends: ends)
    }

    private struct UnitDay: Hashable {
        let unit: String
        let from: Day
    }
}

extension PriceShelf {
    /// What the books would be with the lists that the database holds and one more.
    /// - Throws: `Problem` `.badInput` that says where they contradict one another.
    public func books(with rows: [PriceListRow], and book: PriceBook?) throws -> PriceBooks {
        let others = try rows.map { try LoadedBook($0).book }
        do {
            return try books(with: others + (book.map { [$0] } ?? []))
        } catch {
            throw PriceBook.wrong(error.what)
        }
    }
}
