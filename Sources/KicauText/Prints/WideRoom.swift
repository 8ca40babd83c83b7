import Foundation

/// Room for words that are asked for all over the place. Where the system has large pages it is told to use them: finding the page
/// would take longer than the word.
enum WideRoom {
    static func words(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        let bytes = (count * 8 + page - 1) / page * page
        let room = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: page)
        #if os(Linux)
            _ = madvise(room, bytes, Int32(MADV_HUGEPAGE))
        #endif
        return room.bindMemory(to: UInt64.self, capacity: count)
    }

    private static let page = 1 << 21
}
