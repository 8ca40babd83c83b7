/// Room for the places and prints of one piece of text at a time.
struct PrintWalk: ~Copyable {
    /// Pieces overlap by what a window needs, so that no run is cut in two.
    static let piece = 1 << 15
    private static let overlap = Winnowing.guaranteed - 1

    let kernel: Kernel
    private let marks: UnsafeMutablePointer<UInt32>
    let places: UnsafeMutablePointer<UInt32>
    let kept: UnsafeMutablePointer<UInt32>
    let prints: UnsafeMutablePointer<UInt64>

    init(_ kernel: Kernel) {
        self.kernel = kernel
        marks = .allocate(capacity: 4096 + 64)
        places = .allocate(capacity: PrintWalk.piece + 64)
        kept = .allocate(capacity: PrintWalk.piece + 64)
        prints = .allocate(capacity: PrintWalk.piece + 64)
    }

    deinit {
        marks.deallocate()
        places.deallocate()
        kept.deallocate()
        prints.deallocate()
    }

    /// Chooses the places of a piece; they are counted from its beginning.
    func choose(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        Winnowing.choose(bytes, count, marks: marks, into: places, kernel)
    }

    /// The pieces of a text: where each begins, and its length.
    @inline(__always)
    static func pieces(of count: Int, _ take: (_ start: Int, _ count: Int) -> Void) {
        var start = 0
        while start == 0 || start + overlap < count {
            take(start, min(piece, count - start))
            start += piece - overlap
        }
    }

    func count(_ texts: FoldBuffer, _ starts: [UInt32]) -> Int {
        var all = 0
        for post in 0..<starts.count - 1 {
            let start = Int(starts[post])
            PrintWalk.pieces(of: Int(starts[post + 1]) - 1 - start) { from, count in
                all += choose(texts.bytes + start + from, count)
            }
        }
        return all
    }

    func each(
        _ bytes: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ take: (_ place: Int, _ print: UInt64) -> Void
    ) {
        PrintWalk.pieces(of: count) { from, length in
            let chosen = choose(bytes + start + from, length)
            for index in 0..<chosen {
                let place = start + from + Int(places[index])
                take(place, Winnowing.print(at: bytes + place))
            }
        }
    }
}
