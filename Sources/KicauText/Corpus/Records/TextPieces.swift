/// Cuts a text into pieces that overlap, so that what is shared across a cut is found on one side of it at least.
struct TextPieces {
    static let size = 1 << 20
    static let overlap = 1 << 12

    private let isJSON: Bool
    private let count: Int
    /// Where the next piece's own bytes begin.
    private var done = 0
    private var isFirst = true

    init(count: Int, isJSON: Bool) {
        self.count = count
        self.isJSON = isJSON
    }

    /// Where a piece lies, and how many of its first bytes were in the one before. An empty text has one empty piece.
    mutating func next(_ bytes: UnsafePointer<UInt8>) -> (range: Range<Int>, overlap: Int)? {
        guard isFirst || done < count else { return nil }
        let start = isFirst ? 0 : TextPieces.start(bytes, before: done, isJSON: isJSON)
        let end =
            count - done <= TextPieces.size
            ? count : TextPieces.cut(bytes, after: done, near: done + TextPieces.size, isJSON: isJSON)
        defer {
            done = end
            isFirst = false
        }
        return (start..<end, done - start)
    }

    /// The nearest place, not before `clean`, where no letter and no escape is cut in two. At `clean` none is.
    static func cut(_ bytes: UnsafePointer<UInt8>, after clean: Int, near place: Int, isJSON: Bool) -> Int {
        var place = place
        for _ in 0..<3 where place - 1 > clean && bytes[place] & 0xC0 == 0x80 { place -= 1 }
        guard isJSON else { return place }
        var slashes = place
        while slashes > clean, bytes[slashes - 1] == UInt8(ascii: "\\") { slashes -= 1 }
        return (place - slashes) & 1 == 0 ? place : place - 1
    }

    /// Where the overlap before a cut may begin: after no backslash, so that no escaped quotation mark is taken for a
    /// bare one.
    static func start(_ bytes: UnsafePointer<UInt8>, before done: Int, isJSON: Bool) -> Int {
        var place = max(0, done - overlap)
        while place < done {
            let cutsEscape = isJSON && place > 0 && bytes[place - 1] == UInt8(ascii: "\\")
            guard cutsEscape || bytes[place] & 0xC0 == 0x80 else { break }
            place += 1
        }
        return place
    }
}
