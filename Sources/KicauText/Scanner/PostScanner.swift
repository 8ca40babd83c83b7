/// A run of folded bytes that a text and a post share, as long as it can be.
public struct SharedRun: Sendable, Hashable {
    public let post: Int
    /// Counted from the beginning of the post's folded text.
    public let inPost: Int
    /// Counted from the beginning of the text's folded form.
    public let inText: Int
    public let length: Int
}

/// Finds what texts share with the posts of an index. One for each thread; the index may be shared.
public final class PostScanner {
    private let index: PostIndex
    private let kernel: Kernel
    private let text = FoldBuffer(capacity: 1 << 20)
    private let room = SiftRoom()
    /// Up to where a diagonal has been compared: most prints of a run need no second look.
    private let compared = Compared()
    /// Every run of so many folded bytes that a text and a post share is found.
    public static let guaranteed = Print.guaranteed
    /// A post of fewer folded bytes is never found.
    public static let least = Print.size
    public private(set) var runs: [SharedRun] = []
    /// A text of one letter over and over shares runs without number with a post of the same letter.
    private static let mostRuns = 1 << 16

    /// What ends the folded text on both sides; no folded byte is one, and it is not what ends a post.
    private static let fence: UInt8 = 1

    public init(_ index: PostIndex, kernel: Kernel = .best) {
        self.index = index
        self.kernel = kernel
    }

    /// Scans a text that begins at `start`, or with `isJSON` the inside of a JSON string; `runs` holds what was found.
    ///
    /// - Returns: where it ended.
    public func scan(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool) -> Int {
        text.bytes[0] = PostScanner.fence
        text.count = 1
        let ended = Folding.fold(bytes, from: start, to: end, as: isJSON ? .json : .plain, into: text, kernel: kernel)
        text.bytes[text.count] = PostScanner.fence
        runs.removeAll(keepingCapacity: true)
        compared.forget()
        let count = text.count - 1
        let folded = UnsafePointer(text.bytes + 1)
        let prints = count < Print.size ? 0 : (count - Print.size) / Print.step + 1
        for first in stride(from: 0, to: prints, by: SiftRoom.size) {
            let from = first * Print.step
            index.known(folded + from, min(prints - first, SiftRoom.size), room, kernel) { place, known in
                extend(folded, from + place, known)
            }
        }
        return ended
    }

    private func extend(_ folded: UnsafePointer<UInt8>, _ place: Int, _ known: Int) {
        guard runs.count < PostScanner.mostRuns, !compared.covers(known - place, place) else { return }
        let posts = index.text
        guard Print.areSame(folded + place, posts + known) else { return }
        var before = 0
        while folded[place - before - 1] == posts[known - before - 1] { before += 1 }
        var after = 0
        while folded[place + after] == posts[known + after] { after += 1 }
        compared.note(known - place, until: place + after)
        let post = index.post(at: known)
        runs.append(
            SharedRun(
                post: post, inPost: known - before - index.start(of: post), inText: place - before,
                length: before + after))
    }
}
