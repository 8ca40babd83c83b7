import Foundation
public import KicauCore

/// All price books together: what each unit of each network costs at any time. A value: nothing in it changes or waits.
public struct PriceBooks: Sendable {
    let books: [PriceBook]
    /// Every plan that was ever sold, by network and name; each as often as its fee or its contents changed.
    public let plans: [Plan]
    private let spans: [Offer: [String: [Span]]]

    /// A network, and which of its plans.
    private struct Offer: Hashable {
        let platform: PlatformID
        let plan: String?
    }

    /// A stretch of time in which one row holds.
    private struct Span: Sendable {
        let from: Day
        /// The first day it no longer holds; nil while nothing later is known.
        var until: Day?
        /// When its plan ends, if its book says so.
        let ends: Day?
        let row: PriceBook.Row
        let book: Int
    }

    /// The books that come with this version.
    /// - Throws: `Problem` `.badConfigFile`.
    public static func shipped() throws(Problem) -> PriceBooks { try once.get() }

    /// They do not change while the program runs.
    private static let once = Result { () throws(Problem) in try readShipped() }

    private static func readShipped() throws(Problem) -> PriceBooks {
        guard let folder = Bundle.module.url(forResource: "PriceBooks", withExtension: nil) else {
            throw Problem(
                .badConfigFile, "The price books are missing beside the program.",
                do: "Install Kicau again, with its resources."
            )
        }
        return try read(folder: folder)
    }

    static func read(folder: URL) throws(Problem) -> PriceBooks {
        var books: [PriceBook] = []
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            for name in names.sorted() where name.hasSuffix(".json") {
                books.append(try PriceBook(json: Data(contentsOf: folder.appendingPathComponent(name)), file: name))
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(
                .badConfigFile, "The price books could not be read.", do: "Install Kicau again, with its resources.",
                cause: String(describing: error)
            )
        }
        return try PriceBooks(books)
    }

    /// Lays the rows of each unit one after the other. Two for the same day, or a day between two, are a mistake.
    /// - Throws: `Problem` `.badConfigFile`.
    init(_ books: [PriceBook]) throws(Problem) {
        let books = books.sorted { ($0.platform, $0.since, $0.plan ?? "") < ($1.platform, $1.since, $1.plan ?? "") }
        var spans: [Offer: [String: [Span]]] = [:]
        for (index, book) in books.enumerated() {
            for row in book.rows {
                let span = Span(from: row.from, until: row.to?.next, ends: book.ends, row: row, book: index)
                let offer = Offer(platform: book.platform, plan: book.plan)
                spans[offer, default: [:]][row.unit, default: []].append(span)
            }
        }
        for (offer, units) in spans {
            let ends = books.last { $0.platform == offer.platform && $0.plan == offer.plan }?.ends
            for (unit, rows) in units { spans[offer]?[unit] = try Self.laid(rows, unit: unit, of: offer, ending: ends) }
        }
        self.books = books
        plans = Plan.all(of: books)
        self.spans = spans
    }

    /// A plan may end, and what pays for each use may not: it has to say "not-sold".
    private static func laid(_ rows: [Span], unit: String, of offer: Offer, ending: Day?) throws(Problem) -> [Span] {
        let platform = offer.platform
        var laid = rows.sorted { $0.from < $1.from }
        for index in laid.indices {
            let next = laid.indices.contains(index + 1) ? laid[index + 1].from : nil
            if let next, next == laid[index].from || next < laid[index].until ?? next {
                throw unclear(unit, platform, "has two prices on \(next)")
            }
            let ends = laid[index].ends ?? (next == nil ? ending : nil)
            let until = laid[index].until ?? [next, ends].compactMap(\.self).min()
            guard until == next || offer.plan != nil && (next == nil || until == ends) else {
                throw unclear(
                    unit, platform, "has no price from \(until?.description ?? "") on; \"not-sold\" would be one")
            }
            laid[index].until = until
        }
        return laid
    }

    private static func unclear(_ unit: String, _ platform: PlatformID, _ what: String) -> Problem {
        Problem(
            .badConfigFile, "In the price books of \(platform), \(unit) \(what).",
            do: "Put the rows right, then start again.", field: "\(platform) \(unit)"
        )
    }

    /// Nil: no book knows this unit on that day. The day is UTC's.
    public func price(
        of unit: String, on platform: PlatformID, under plan: String? = nil, at instant: Instant
    ) -> PriceLine.Price? {
        span(of: unit, on: platform, under: plan, at: instant)?.row.price
    }

    /// The day since which a unit has the price it has at an instant.
    func since(_ unit: String, on platform: PlatformID, under plan: String?, at instant: Instant) -> Day? {
        span(of: unit, on: platform, under: plan, at: instant)?.from
    }

    /// The newest book of a network that is in force at an instant.
    public func book(of platform: PlatformID, under plan: String? = nil, at instant: Instant) -> PriceBook? {
        let day = Day(of: instant)
        return books.last { $0.platform == platform && $0.plan == plan && $0.since <= day }
    }

    /// All rows in force on a day, by network and unit; of each network those of one plan.
    public func lines(on instant: Instant, under plans: [PlatformID: String] = [:]) -> [PriceLine] {
        let lines = spans.flatMap { offer, units in
            units.keys.compactMap { unit -> PriceLine? in
                guard offer.plan == plans[offer.platform],
                    let span = span(of: unit, on: offer.platform, under: offer.plan, at: instant)
                else { return nil }
                return PriceLine(
                    platform: offer.platform, unit: unit, price: span.row.price, from: span.from.description,
                    source: books[span.book].source
                )
            }
        }
        return lines.sorted { ($0.platform, $0.unit) < ($1.platform, $1.unit) }
    }

    /// The days on which a unit gets another row, or loses the last one.
    func turnDays(of unit: String, on platform: PlatformID, under plan: String?) -> [Day] {
        (spans[Offer(platform: platform, plan: plan)]?[unit] ?? []).flatMap {
            [$0.from] + ($0.until.map { [$0] } ?? [])
        }
    }

    private func span(of unit: String, on platform: PlatformID, under plan: String?, at instant: Instant) -> Span? {
        let day = Day(of: instant)
        return spans[Offer(platform: platform, plan: plan)]?[unit]?.last {
            $0.from <= day && day < $0.until ?? day.next
        }
    }
}
