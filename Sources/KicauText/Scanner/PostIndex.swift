/// The posts that are looked for: their folded texts, and where each of their prints stands.
public final class PostIndex {
    /// All folded texts, each between two zeros: what is compared with them stops there by itself.
    private let texts: FoldBuffer
    /// Where each post's text begins in `texts`; one more than there are posts.
    private let starts: [UInt32]
    private let filter: PrintFilter
    private let table: PrintTable
    private static let batch = 32
    /// A post whose folded text is that of an earlier one, and which.
    public private(set) var twins: [Int: Int] = [:]

    public init(_ posts: some Sequence<String>, kernel: Kernel = .best) {
        let texts = FoldBuffer()
        var starts: [UInt32] = []
        PostIndex.end(texts)
        for post in posts {
            starts.append(UInt32(texts.count))
            var post = post
            post.withUTF8 { bytes in
                guard let base = bytes.baseAddress else { return }
                _ = Folding.fold(base, from: 0, to: bytes.count, as: .plain, into: texts, kernel: kernel)
            }
            PostIndex.end(texts)
        }
        starts.append(UInt32(texts.count))
        self.texts = texts
        self.starts = starts

        let prints = zip(starts, starts.dropFirst()).reduce(0) { $0 + max(0, Int($1.1 - $1.0) - Print.size) }
        filter = PrintFilter(prints: prints)
        table = PrintTable(prints: prints, bytes: texts.count)
        fill()
    }

    public var count: Int { starts.count - 1 }

    private static func end(_ texts: FoldBuffer) {
        texts.reserve(texts.count + FoldKernel.slack)
        texts.bytes[texts.count] = 0
        texts.count += 1
    }

    private func fill() {
        twins = findTwins()
        for post in 0..<count where twins[post] == nil {
            addPrints(at: Int(starts[post]), count: folded(post).count - Print.size + 1)
        }
    }

    /// Posts alike stand together once they are sorted by what stands for their texts: that takes a third of the memory of a
    /// dictionary.
    private func findTwins() -> [Int: Int] {
        let names = (0..<count).map { post in
            folded(post).reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) { $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        let sorted = (0..<UInt32(count)).sorted { (names[Int($0)], $0) < (names[Int($1)], $1) }
        var twins: [Int: Int] = [:]
        var first = 0
        for (place, number) in sorted.enumerated() {
            let post = Int(number)
            if names[post] != names[Int(sorted[first])] { first = place }
            let alike = sorted[first..<place].first { folded(Int($0)).elementsEqual(folded(post)) }
            if let alike, !folded(post).isEmpty { twins[post] = Int(alike) }
        }
        return twins
    }

    /// First all words are sent for, then they are changed: no load waits for another.
    private func addPrints(at start: Int, count: Int) {
        for first in stride(from: 0, to: count, by: PostIndex.batch) {
            let places = start + first..<start + min(count, first + PostIndex.batch)
            for place in places {
                let print = Print.at(text + place)
                filter.fetch(print)
                table.fetch(print)
            }
            for place in places {
                let print = Print.at(text + place)
                filter.insert(print)
                table.insert(print, at: place, in: text)
            }
        }
    }

    /// A post's folded text.
    public func folded(_ post: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(starts[post])
        return UnsafeBufferPointer(start: texts.bytes + start, count: Int(starts[post + 1]) - 1 - start)
    }

    /// The folded texts, for comparing with: a zero stands before and after each.
    var text: UnsafePointer<UInt8> { UnsafePointer(texts.bytes) }

    /// Gives the places in a text at which a print of a post's stands, and where in `text` that may be.
    ///
    /// - Parameter count: how many prints the bytes have, one at every eighth.
    @inline(__always)
    func known(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ room: borrowing SiftRoom, _ kernel: Kernel,
        _ take: (_ place: Int, _ known: Int) -> Void
    ) {
        let passed = filter.sift(bytes, count, places: room.places, prints: room.prints, kernel)
        for survivor in 0..<table.keepKnown(room.prints, room.places, passed) {
            table.places(of: room.prints[survivor]) { take(Int(room.places[survivor]), $0) }
        }
    }

    /// The post whose text holds a place.
    func post(at place: Int) -> Int {
        var (low, high) = (0, count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= place { low = middle } else { high = middle }
        }
        return low
    }

    func start(of post: Int) -> Int { Int(starts[post]) }
}
