/// The posts that are looked for: their folded texts, and where each of their prints stands.
public final class PostIndex {
    /// So many places of one print are kept. A run that more posts share says nothing about any one of them.
    private static let sharers = 64

    /// All folded texts, each between two zeros: what is compared with them stops there by itself.
    private let texts: FoldBuffer
    /// Where each post's text begins in `texts`; one more than there are posts.
    private let starts: [UInt32]
    private let filter: PrintFilter
    private let slots: UnsafeMutablePointer<UInt64>
    private let slotCount: UInt64
    /// A post whose folded text is that of an earlier one, and which.
    public private(set) var twins: [Int: Int] = [:]

    private static let empty = UInt64.max

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
        texts.reserve(texts.count + Winnowing.slack)
        self.texts = texts
        self.starts = starts

        var walk = PrintWalk(kernel)
        let prints = walk.count(texts, starts)
        filter = PrintFilter(prints: prints)
        slotCount = UInt64(max(16, prints * 5 / 3))
        slots = WideRoom.words(Int(slotCount))
        slots.initialize(repeating: PostIndex.empty, count: Int(slotCount))
        fill(&walk)
    }

    deinit { slots.deallocate() }

    public var count: Int { starts.count - 1 }

    private static func end(_ texts: FoldBuffer) {
        texts.reserve(texts.count + FoldKernel.slack)
        texts.bytes[texts.count] = 0
        texts.count += 1
    }

    private func fill(_ walk: inout PrintWalk) {
        var seen: [UInt64: Int] = [:]
        for post in 0..<count {
            let text = folded(post)
            if !text.isEmpty {
                let name = text.reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) {
                    $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01B3
                }
                if let twin = seen[name], folded(twin).elementsEqual(text) {
                    twins[post] = twin
                    continue
                }
                seen[name] = post
            }
            walk.each(texts.bytes, Int(starts[post]), text.count) { place, print in
                filter.insert(print)
                insert(print, UInt32(place))
            }
        }
    }

    private func insert(_ print: UInt64, _ place: UInt32) {
        let tag = print & 0xFFFF_FFFF
        var slot = print.multipliedFullWidth(by: slotCount).high
        var sharers = 0
        while slots[Int(slot)] != PostIndex.empty {
            if slots[Int(slot)] >> 32 == tag {
                sharers += 1
                if sharers == PostIndex.sharers { return }
            }
            slot = slot + 1 == slotCount ? 0 : slot + 1
        }
        slots[Int(slot)] = tag << 32 | UInt64(place)
    }

    /// A post's folded text.
    public func folded(_ post: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(starts[post])
        return UnsafeBufferPointer(start: texts.bytes + start, count: Int(starts[post + 1]) - 1 - start)
    }

    /// The folded texts, for comparing with: a zero stands before and after each.
    var text: UnsafePointer<UInt8> { UnsafePointer(texts.bytes) }

    func sift(
        _ bytes: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ count: Int,
        into kept: UnsafeMutablePointer<UInt32>, prints: UnsafeMutablePointer<UInt64>, _ kernel: Kernel
    ) -> Int { filter.sift(bytes, places, count, into: kept, prints: prints, kernel) }

    /// The first slot of each print that has one at all: they are read one after the other, so that no load waits for another.
    ///
    /// - Parameter prints: what is left of them stands in front afterwards, as do their `places`.
    /// - Returns: how many are left.
    func keepKnown(
        _ prints: UnsafeMutablePointer<UInt64>, _ places: UnsafeMutablePointer<UInt32>, _ count: Int
    ) -> Int {
        var known = 0
        for index in 0..<count {
            let print = prints[index]
            let entry = slots[Int(print.multipliedFullWidth(by: slotCount).high)]
            places[known] = places[index]
            prints[known] = print
            known &+= entry == PostIndex.empty ? 0 : 1
        }
        return known
    }

    /// Where a print stands in `text`.
    @inline(__always)
    func places(of print: UInt64, _ take: (Int) -> Void) {
        let tag = print & 0xFFFF_FFFF
        var slot = print.multipliedFullWidth(by: slotCount).high
        while true {
            let entry = slots[Int(slot)]
            if entry == PostIndex.empty { return }
            if entry >> 32 == tag { take(Int(entry & 0xFFFF_FFFF)) }
            slot = slot + 1 == slotCount ? 0 : slot + 1
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
