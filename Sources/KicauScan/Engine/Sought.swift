import Crypto
import Foundation
import KicauCore
public import KicauText

/// What a scan looks for: the posts, behind them the texts of the controls, and the index over all.
public struct Sought: Sendable {
    public let posts: [ArchivePost]
    public let controls: Controls
    /// Of posts and controls, by number.
    let texts: [String]
    /// For each control the post that it is a wording of; nil: of none.
    let controlOf: [Int?]
    private let shared: SharedIndex

    /// - Parameter kernel: in which instructions the index is made and the texts are scanned; all give the same.
    public init(_ posts: [ArchivePost], controls: Controls = .none, kernel: Kernel = .best) {
        self.posts = posts
        self.controls = controls
        let others = controls.texts()
        controlOf = others.map(\.post)
        texts = posts.map(\.text) + others.map(\.text)
        shared = SharedIndex(index: PostIndex(texts, kernel: kernel), kernel: kernel)
    }

    /// Its own for each thread.
    func scanner() -> PostScanner { PostScanner(shared.index, kernel: shared.kernel) }

    /// The earlier post with the same words, of a post that is found under that one's number.
    public func twin(of post: Int) -> Int? { shared.index.twins[post] }

    /// SHA-256 of all texts and ids in their order: parts of a scan belong together only if they looked for the same.
    public var digest: String {
        var hash = SHA256()
        for text in posts.map(\.id) + ["\(posts.count)", controls.kind.rawValue] + texts {
            withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Data(text.utf8))
        }
        return hash.finalize().hex
    }

    /// It holds bare memory, so its type cannot say that it may be shared.
    private struct SharedIndex: @unchecked Sendable {  // it is made whole before it is shared, and never changed after
        let index: PostIndex
        let kernel: Kernel
    }
}
