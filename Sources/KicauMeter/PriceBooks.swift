import Foundation
public import KicauCore

/// All price books together: what each unit of each network costs at any time. A value: nothing in it changes or waits.
public struct PriceBooks: Sendable {
    private let books: [PriceBook]
    private let spans: [PlatformID: [String: [Span]]]

    /// A stretch of time in which one row holds.
    private struct Span: Sendable {
        let from: Day
        /// The first day it no longer holds; nil while nothing later is known.
        var until: Day?
        let row: PriceBook.Row
        let book: Int
    }

    /// The books that come with this version.
    /// - Throws: `Problem` `.badConfigFile`.
    public static func shipped() throws(Problem) -> PriceBooks {
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
        let books = books.sorted { ($0.platform, $0.since) < ($1.platform, $1.since) }
        var spans: [PlatformID: [String: [Span]]] = [:]
        for (index, book) in books.enumerated() {
            for row in book.rows {
                let span = Span(from: row.from, until: row.to?.next, row: row, book: index)
                spans[book.platform, default: [:]][row.unit, default: []].append(span)
            }
        }
        for (platform, units) in spans {
            for (unit, rows) in units { spans[platform]?[unit] = try Self.laid(rows, unit: unit, on: platform) }
        }
        self.books = books
        self.spans = spans
    }

    private static func laid(_ rows: [Span], unit: String, on platform: PlatformID) throws(Problem) -> [Span] {
        var laid = rows.sorted { $0.from < $1.from }
        for index in laid.indices {
            let next = laid.indices.contains(index + 1) ? laid[index + 1].from : nil
            let until = laid[index].until ?? next
            if let next, next == laid[index].from || next < until ?? next {
                throw unclear(unit, platform, "has two prices on \(next)")
            }
            guard until == next else {
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
    public func price(of unit: String, on platform: PlatformID, at instant: Instant) -> PriceLine.Price? {
        span(of: unit, on: platform, at: instant)?.row.price
    }

    /// The day since which a unit has the price it has at an instant.
    func since(_ unit: String, on platform: PlatformID, at instant: Instant) -> Day? {
        span(of: unit, on: platform, at: instant)?.from
    }

    /// The newest book of a network that is in force at an instant.
    public func book(of platform: PlatformID, at instant: Instant) -> PriceBook? {
        let day = Day(of: instant)
        return books.last { $0.platform == platform && $0.since <= day }
    }

    /// All rows in force on a day, by network and unit.
    public func lines(on instant: Instant) -> [PriceLine] {
        let lines = spans.flatMap { platform, units in
            units.keys.compactMap { unit -> PriceLine? in
                guard let span = span(of: unit, on: platform, at: instant) else { return nil }
                return PriceLine(
                    platform: platform, unit: unit, price: span.row.price, from: span.from.description,
                    source: books[span.book].source
                )
            }
        }
        return lines.sorted { ($0.platform, $0.unit) < ($1.platform, $1.unit) }
    }

    private func span(of unit: String, on platform: PlatformID, at instant: Instant) -> Span? {
        let day = Day(of: instant)
        return spans[platform]?[unit]?.last { $0.from <= day && day < $0.until ?? day.next }
    }
}
