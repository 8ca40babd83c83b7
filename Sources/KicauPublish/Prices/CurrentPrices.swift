import KicauCore
import KicauMeter
import KicauStore

/// Another node has loaded or dropped a price list since these prices were taken.
struct PricesMovedOn: Error {}

extension Kit {
    private static let priceTries = 5

    /// Prices something and writes it. What was priced by a list that is not in force any more when it is written is not
    /// written, but priced again: whoever loads a list works out anew only what stood there before.
    ///
    /// - Parameter work: it is given the mark of the prices that it may use, and holds it against the database's own.
    func pricing<Made: Sendable>(_ work: (_ mark: String) async throws -> Made) async throws -> Made {
        for _ in 0..<Kit.priceTries {
            do {
                return try await work(prices.mark)
            } catch is PricesMovedOn {
                try await prices.refresh(from: store)
            }
        }
        throw Problem(
            .changedMeanwhile, "Others are loading price lists right now.", do: "Try again in a moment.")
    }
}

extension Transaction {
    /// - Throws: `PricesMovedOn`.
    borrowing func mustHavePrices(_ mark: String) throws {
        guard try priceListMark() == mark else { throw PricesMovedOn() }
    }
}
