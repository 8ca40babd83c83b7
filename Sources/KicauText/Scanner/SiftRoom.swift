/// Room for what is left of some prints of a text.
struct SiftRoom: ~Copyable {
    /// So many prints are sifted at a time.
    static let size = 1 << 12

    let places: UnsafeMutablePointer<UInt32>
    let prints: UnsafeMutablePointer<UInt64>

    init() {
        places = .allocate(capacity: SiftRoom.size)
        prints = .allocate(capacity: SiftRoom.size)
    }

    deinit {
        places.deallocate()
        prints.deallocate()
    }
}
