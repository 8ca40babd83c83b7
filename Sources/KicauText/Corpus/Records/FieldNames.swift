/// Tells the fields that hold texts, and those that say where a record is from. Compared with every key of a corpus.
final class FieldNames {
    enum Role { case text, other, source(rank: Int) }

    /// The first of these that a record has says where it is from.
    private static let sources = ["url", "uri", "source_url", "link", "permalink", "id_str", "id", "_id", "key"]

    private struct Name {
        let start: Int
        let count: Int
        let role: Role
    }

    /// All that is a string is a text.
    let takesAll: Bool
    /// Nothing but what is named is a text.
    let isStrict: Bool
    private let letters: UnsafeMutablePointer<UInt8>
    private let names: UnsafeMutableBufferPointer<Name>

    init(_ fields: CorpusOptions.Fields) {
        let texts: [String]
        switch fields {
        case .preferred(let names): (texts, takesAll, isStrict) = (names, false, false)
        case .only(let names): (texts, takesAll, isStrict) = (names, false, true)
        case .all: (texts, takesAll, isStrict) = ([], true, false)
        }
        var all: [UInt8] = []
        var list: [Name] = []
        func add(_ name: String, _ role: Role) {
            list.append(Name(start: all.count, count: name.utf8.count, role: role))
            all += Array(name.utf8)
        }
        for name in texts { add(name, .text) }
        for (rank, name) in FieldNames.sources.enumerated() { add(name, .source(rank: rank)) }
        letters = .allocate(capacity: max(1, all.count))
        letters.initialize(from: all, count: all.count)
        names = .allocate(capacity: list.count)
        _ = names.initialize(from: list)
    }

    deinit {
        letters.deallocate()
        names.deallocate()
    }

    func role(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Role {
        for name in names where name.count == count {
            var index = 0
            while index < count, letters[name.start + index] == bytes[index] { index += 1 }
            if index == count { return name.role }
        }
        return .other
    }

    func role(of name: String) -> Role {
        var name = name
        return name.withUTF8 { bytes in bytes.baseAddress.map { role($0, bytes.count) } ?? .other }
    }
}
