public import KicauCore
import Synchronization

/// The price books in force now: those that come with this version, and those that an operator has loaded since.
///
/// Whoever works out a fare takes the books once and stays with them: they are a value and do not change under his hands.
public final class PriceShelf: Sendable {
    private let shipped: [PriceBook]
    private let state: Mutex<State>

    private struct State {
        var books: PriceBooks
        /// Tells two sets of loaded books apart, so that nodes see when there is something new.
        var mark = ""
    }

    /// The books that come with this version.
    /// - Throws: `Problem` `.badConfigFile`.
    public static func shipped() throws(Problem) -> PriceShelf { PriceShelf(try PriceBooks.shipped()) }

    public init(_ books: PriceBooks) {
        shipped = books.books
        state = Mutex(State(books: books))
    }

    public var books: PriceBooks { state.withLock { $0.books } }
    var mark: String { state.withLock { $0.mark } }

    /// What the books would be with these beside the shipped ones.
    /// - Throws: `Problem` `.badConfigFile` when they contradict one another or leave a day without a price.
    public func books(with loaded: [PriceBook]) throws(Problem) -> PriceBooks { try PriceBooks(shipped + loaded) }

    /// - Throws: as `books(with:)`; then the old books stay.
    func put(_ loaded: [PriceBook], mark: String) throws(Problem) {
        let books = try books(with: loaded)
        state.withLock { $0 = State(books: books, mark: mark) }
    }
}
