import Foundation
import KicauCore
import KicauStore
import KicauText

/// The posts that a scan looks for: all that the workspace has published, each part as its readers saw it.
///
/// They are written to a file of the scan's own, so that its process needs no way to the database, and finds the same
/// posts when it goes on.
struct ScanPosts {
    let store: Store
    let workspace: ID<Workspace>

    private static let page = 1_000
    /// What the file has.
    struct Written: Sendable, Hashable {
        /// Those that were published, with texts or without.
        var posts = 0
        /// A thread has several.
        var texts = 0
        /// Of the texts: those that can be found at all.
        var longEnough = 0
    }

    private struct Line: Encodable {
        let id: String
        let text: String
        let url: String?
        let created_at: String?
    }

    /// - Returns: how many there are.
    func count() async throws -> Int { try await store.read { [workspace] in try $0.countPublished(in: workspace) } }

    /// - Throws: `Problem` `.diskFull`.
    func write(to path: String) async throws -> Written {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw ScanFiles.noRoom(path, POSIXError(.EIO))
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }  // it was synced before
        var written = Written()
        var last: ID<Delivery>?
        while true {
            let texts = try await store.read { [workspace, last] in
                try $0.publishedTexts(after: last, in: workspace, limit: ScanPosts.page)
            }
            guard let end = texts.last?.delivery else { break }
            last = end
            let parts = texts.flatMap(\.rendition.parts).map(\.shownText)
            written.posts += texts.count
            written.longEnough += parts.count { FoldedText($0).bytes.count >= PostScanner.least }
            let lines = try texts.flatMap(ScanPosts.lines)
            written.texts += lines.count
            do { try file.write(contentsOf: Data(lines.joined().utf8)) } catch { throw ScanFiles.noRoom(path, error) }
        }
        do { try file.synchronize() } catch { throw ScanFiles.noRoom(path, error) }
        return written
    }

    private static func lines(_ text: PublishedText) throws -> [String] {
        try text.rendition.parts.enumerated().compactMap { number, part in
            guard !part.shownText.isEmpty else { return nil }
            return try JSONText.encode(
                Line(
                    id: "\(text.delivery)/\(number + 1)", text: part.shownText, url: number == 0 ? text.url : nil,
                    created_at: text.published.map { $0.date.ISO8601Format() })) + "\n"
        }
    }
}
