/// The bytes of a stream that are being looked at. It slides, and grows only as far as it may.
final class Window {
    static let usual = 1 << 18
    /// The longest record that is looked at as a whole.
    static let most = 8 << 20

    let stream: any ByteStream
    private let most: Int
    private var capacity: Int
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    /// What is not done with lies in `bytes[start..<end]`.
    var start = 0
    private(set) var end = 0
    private var byteAtZero: Int
    private(set) var isAtEnd = false
    /// Why it ended before the stream did.
    private(set) var flaw: CorpusFlaw?

    init(_ stream: any ByteStream, usual: Int = Window.usual, most: Int = Window.most) {
        self.stream = stream
        self.most = most
        capacity = min(usual, most)
        bytes = .allocate(capacity: capacity)
        byteAtZero = stream.position
    }

    deinit { bytes.deallocate() }

    var count: Int { end - start }

    /// Where a byte of `bytes` lies in the stream.
    func byte(at index: Int) -> Int { byteAtZero + index }

    /// More bytes behind those that are there; what is before `start` is forgotten. False: it is full, or at the end.
    func more() -> Bool {
        guard !isAtEnd else { return false }
        if end == capacity {
            if start > 0 { slide() } else if capacity < most { grow() } else { return false }
        }
        do throws(CorpusFlaw) {
            let room = UnsafeMutableRawBufferPointer(start: bytes + end, count: capacity - end)
            let got = try stream.read(into: room)
            end += got
            isAtEnd = got == 0
        } catch {
            flaw = error
            isAtEnd = true
        }
        return !isAtEnd
    }

    /// Until so many are there. False: there are not so many, or they have no room.
    func hold(_ needed: Int) -> Bool {
        while count < needed { guard more() else { return false } }
        return true
    }

    /// Forgets bytes that need not be looked at, of the stream too.
    func skip(_ count: Int) throws(CorpusFlaw) {
        var left = count
        while left > 0 {
            if self.count == 0 {
                start = 0
                byteAtZero += end
                end = 0
                guard more() else { throw flaw ?? .cutShort }
            }
            let step = min(left, self.count)
            start += step
            left -= step
        }
    }

    private func slide() {
        bytes.update(from: bytes + start, count: end - start)
        byteAtZero += start
        end -= start
        start = 0
    }

    private func grow() {
        let larger = min(most, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: bytes, count: end)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }
}
