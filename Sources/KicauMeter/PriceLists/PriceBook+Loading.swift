import Foundation
public import KicauCore

extension PriceBook {
    /// The most that a loaded list may be, in bytes.
    public static let mostBytes = 256 << 10
    static let mostRows = 2_000

    /// Reads a list that somebody loads: the format of the shipped books, held to narrow limits.
    ///
    /// - Parameter networks: those that prices are known of.
    /// - Throws: `Problem` `.badInput` that says what is wrong where.
    public init(loading text: String, on today: Day, networks: Set<PlatformID>) throws(Problem) {
        guard text.utf8.count <= PriceBook.mostBytes else {
            throw PriceBook.wrong("The price list has more than \(PriceBook.mostBytes >> 10) KB.")
        }
        do {
            self = try PriceBook(stored: text)
        } catch {
            throw PriceBook.wrong(error.what)
        }
        try PriceBook.limits(of: self, today, networks)
    }

    /// Reads what was loaded before.
    init(stored text: String) throws(Problem) {
        self = try PriceBook(json: Data(text.utf8), file: "that was given", isNamed: false)
    }

    private static func limits(of book: PriceBook, _ today: Day, _ networks: Set<PlatformID>) throws(Problem) {
        guard networks.contains(book.platform) else {
            throw wrong("The price list is of \(String(book.platform.raw.prefix(40))), and there is no such network.")
        }
        guard book.rows.count <= mostRows else { throw wrong("The price list has more than \(mostRows) rows.") }
        guard book.entered <= today.next else { throw wrong("The price list says it was written on \(book.entered).") }
        let texts = [
            ("book", book.name, 200), ("source", book.source, 1_000), ("sourceURL", book.sourceURL ?? "", 500),
            ("plan", book.plan ?? "", 60),
        ]
        for (name, text, most) in texts where text.count > most || !text.isPlain {
            throw wrong("\"\(name)\" of the price list is longer than \(most) characters, or has odd ones in it.")
        }
        if let url = book.sourceURL, !url.hasPrefix("https://") {
            throw wrong("\"sourceURL\" of the price list is not an address that begins with https://.")
        }
        for (index, row) in book.rows.enumerated() { try limits(of: row, index + 1) }
        for unit in book.included.keys.flatMap({ $0.split(separator: "+").map(String.init) }) where !unit.isUnit {
            throw wrong("\"included\" of the price list names a unit that is none.")
        }
    }

    private static func limits(of row: Row, _ number: Int) throws(Problem) {
        guard row.unit.isUnit else {
            throw wrong("Row \(number) of the price list has a unit that is not of small letters, digits and _.")
        }
        guard row.note.count <= 400, row.note.isPlain else {
            throw wrong(
                "The note of row \(number) of the price list is longer than 400 characters, or has odd ones in it.")
        }
        guard let first = Day("2006-01-01"), let last = Day("2100-01-01"), first <= row.from, row.from < last else {
            throw wrong("Row \(number) of the price list begins on \(row.from), which cannot be right.")
        }
    }

    static func wrong(_ what: Sentence) -> Problem {
        Problem(.badInput, what, do: "Put it right, then load it again. Nothing was changed.", field: "list")
    }
}

extension String {
    fileprivate var isUnit: Bool {
        !isEmpty && utf8.count <= 60
            && utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// Without control characters and marks that turn the direction of a text: it is shown to people beside others' words.
    fileprivate var isPlain: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
        }
    }
}
