/// A text laid out as an array of scalars: the one form every scanner here walks over.
struct Scalars {
    /// The scalars in order.
    let all: [Unicode.Scalar]

    init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        scalars.append(contentsOf: text.unicodeScalars)
        all = scalars
    }

    /// How many there are.
    var count: Int { all.count }

    subscript(index: Int) -> Unicode.Scalar { all[index] }

    /// The scalar at an index that may lie past either end.
    func at(_ index: Int) -> Unicode.Scalar? {
        all.indices.contains(index) ? all[index] : nil
    }

    /// Where the run of scalars that belong ends, from `start` on, at `limit` scalars at most.
    func end(from start: Int, limit: Int = .max, while belongs: (Unicode.Scalar) -> Bool) -> Int {
        var index = start
        while index < all.count, index - start < limit, belongs(all[index]) { index += 1 }
        return index
    }

    /// Whether the ASCII word stands at `index`, letter case set aside; `word` is in lower case.
    func has(_ word: StaticString, at index: Int) -> Bool {
        guard index + word.utf8CodeUnitCount <= all.count else { return false }
        return word.withUTF8Buffer { bytes in
            bytes.indices.allSatisfy { all[index + $0].lowercasedASCII == bytes[$0] }
        }
    }

    /// The part of the text between two offsets.
    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: all[range])
        return String(view)
    }
}

/// Walks a text once and gives ascending scalar offsets in every other unit.
struct OffsetWalk {
    /// One place in a text, in all the units somebody counts in.
    struct Place {
        var index: String.Index
        var scalars = 0
        var utf8 = 0
        var utf16 = 0
    }

    private let view: String.UnicodeScalarView
    private var here: Place

    init(_ text: String) {
        view = text.unicodeScalars
        here = Place(index: view.startIndex)
    }

    /// The place of a scalar offset that lies at or after the one asked for before.
    mutating func place(at offset: Int) -> Place {
        while here.scalars < offset, here.index < view.endIndex {
            let scalar = view[here.index]
            here.utf8 += scalar.utf8.count
            here.utf16 += scalar.utf16.count
            here.scalars += 1
            view.formIndex(after: &here.index)
        }
        return here
    }
}
