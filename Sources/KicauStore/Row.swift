public import Foundation
public import KicauCore

/// One row of an answer, read by column name.
public struct Row: Sendable {
    let columns: [String]
    let values: [Value]

    public func int64(_ name: String) throws -> Int64 {
        guard case .integer(let value) = try value(name) else { throw mismatch(name) }
        return value
    }

    public func int64OrNil(_ name: String) throws -> Int64? {
        switch try value(name) {
        case .null: nil
        case .integer(let value): value
        case .text, .blob: throw mismatch(name)
        }
    }

    public func text(_ name: String) throws -> String {
        guard case .text(let value) = try value(name) else { throw mismatch(name) }
        return value
    }

    public func textOrNil(_ name: String) throws -> String? {
        switch try value(name) {
        case .null: nil
        case .text(let value): value
        case .integer, .blob: throw mismatch(name)
        }
    }

    public func blob(_ name: String) throws -> Data {
        guard case .blob(let value) = try value(name) else { throw mismatch(name) }
        return value
    }

    public func int(_ name: String) throws -> Int { Int(try int64(name)) }
    public func bool(_ name: String) throws -> Bool { try int64(name) != 0 }
    public func instant(_ name: String) throws -> Instant { Instant(ms: try int64(name)) }
    public func instantOrNil(_ name: String) throws -> Instant? { try int64OrNil(name).map(Instant.init(ms:)) }
    public func money(_ name: String) throws -> Money { Money(microUSD: try int64(name)) }
    public func moneyOrNil(_ name: String) throws -> Money? { try int64OrNil(name).map(Money.init(microUSD:)) }
    public func id<Of>(_ name: String, of: Of.Type = Of.self) throws -> ID<Of> { ID(try int64(name)) }
    public func platform(_ name: String) throws -> PlatformID { PlatformID(try text(name)) }

    public func word<Word: RawRepresentable>(_ name: String, as: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try text(name)) else { throw mismatch(name) }
        return word
    }

    public func wordOrNil<Word: RawRepresentable>(_ name: String, as: Word.Type = Word.self) throws -> Word?
    where Word.RawValue == String {
        guard let text = try textOrNil(name) else { return nil }
        guard let word = Word(rawValue: text) else { throw mismatch(name) }
        return word
    }

    public func json<Content: Decodable>(_ name: String, as: Content.Type = Content.self) throws -> Content {
        try JSONText.decode(Content.self, from: text(name))
    }

    /// The same for a short text that many rows share.
    func familiar<Content: Decodable & Sendable>(_ name: String, as: Content.Type = Content.self) throws -> Content {
        try FamiliarTexts.decode(Content.self, from: text(name))
    }

    public func jsonOrNil<Content: Decodable>(_ name: String, as: Content.Type = Content.self) throws -> Content? {
        try textOrNil(name).map { try JSONText.decode(Content.self, from: $0) }
    }

    private func value(_ name: String) throws -> Value {
        // Rows have few columns: walking over them is faster than keeping a dictionary of them.
        guard let index = columns.firstIndex(of: name) else { throw mismatch(name) }
        return values[index]
    }

    private func mismatch(_ name: String) -> Problem {
        Problem(
            .damagedDatabase, "The database holds something unexpected in \(name).",
            do: "Run `kicau doctor`; if it agrees, restore the newest backup."
        )
    }
}

/// JSON with sorted keys, so that equal values have equal bytes and hashes.
public enum JSONText {
    /// Nothing of them changes once they are made, so that all threads may use them.
    private static let decoder = JSONDecoder()
    private static let encoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    public static func encode(_ content: some Encodable) throws -> String {
        String(decoding: try encoder.encode(content), as: UTF8.self)
    }

    public static func encode(_ members: [String: JSONValue]) -> String { JSONValue.object(members).text }

    /// Nil for whatever is no such content: somebody has changed it.
    public static func read<Content: Decodable>(_ type: Content.Type, in text: String) -> Content? {
        try? decode(type, from: text)  // how it is wrong makes no difference to whoever only asks whether it is whole
    }

    public static func decode<Content: Decodable>(_ type: Content.Type, from text: String) throws -> Content {
        try decoder.decode(type, from: Data(text.utf8))
    }
}
