import Foundation

/// Room that is asked for all over the place. Where the system has large pages it is told to use them: finding the page would take
/// longer than the word.
enum WideRoom {
    static func of<Word: BitwiseCopyable>(_ type: Word.Type, count: Int) -> UnsafeMutablePointer<Word> {
        let bytes = (count * MemoryLayout<Word>.stride + page - 1) / page * page
        let room = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: page)
        #if os(Linux)
            _ = madvise(room, bytes, Int32(MADV_HUGEPAGE))
        #endif
        return room.bindMemory(to: type, capacity: count)
    }

    private static let page = 1 << 21
}
