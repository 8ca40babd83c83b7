/// Folded bytes, and where each came from if that is asked for. It grows and is used again: one buffer serves a whole corpus.
public final class FoldBuffer {
    public private(set) var bytes: UnsafeMutablePointer<UInt8>
    /// For each byte the place of its scalar in what was folded; only with `keepsSources`.
    public private(set) var sources: UnsafeMutablePointer<Int32>?
    public private(set) var capacity: Int
    public internal(set) var count = 0

    public init(keepsSources: Bool = false, capacity: Int = 1 << 16) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
        sources = keepsSources ? .allocate(capacity: capacity) : nil
    }

    deinit {
        bytes.deallocate()
        sources?.deallocate()
    }

    public var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

    /// Room for that many bytes in all.
    func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let larger = max(needed, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = moved
        if let old = sources {
            let places = UnsafeMutablePointer<Int32>.allocate(capacity: larger)
            places.update(from: old, count: count)
            old.deallocate()
            sources = places
        }
        capacity = larger
    }
}
