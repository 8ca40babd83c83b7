public import Foundation

/// The posts of a person, out of what their platform gave them or of a file of their own.
public struct Archive: Sendable, Equatable {
    public internal(set) var posts: [ArchivePost] = []
    public internal(set) var flaws = Flaws()
    /// Entries that are not their own words, such as retweets.
    public internal(set) var leftOut = 0

    /// - Parameter posts: those without any words are left out.
    public init(_ posts: [ArchivePost] = []) {
        for post in posts { add(post) }
    }

    /// Reads a file, a folder or a packed folder. It never throws: what cannot be read stands in `flaws`.
    ///
    /// Knows X data downloads, Mastodon's outbox, Bluesky's CAR, JSON Lines, JSON, CSV and plain text with a post on
    /// each line; zip, tar and gzip round any of them.
    public static func read(_ path: String) -> Archive {
        var archive = Archive()
        var flaws = Flaws()
        ArchiveFiles.each(of: path, &flaws) { archive.take($0) }
        archive.flaws.add(flaws)
        if archive.posts.isEmpty, archive.flaws.count == 0 {
            archive.flaws.note(path, "holds no posts in a form that is known.")
        }
        return archive
    }

    /// Reads one file that is in memory.
    public static func read(_ bytes: Data, named name: String) -> Archive {
        var archive = Archive()
        archive.take(ArchiveFile(name: name, bytes: bytes))
        return archive
    }

    private mutating func take(_ file: ArchiveFile) {
        switch file.form {
        case .x: XDownload.read(file, into: &self)
        case .mastodon: MastodonOutbox.read(file, into: &self)
        case .bluesky: BlueskyRepository.read(file, into: &self)
        case .json: LoosePosts.readArray(file, into: &self)
        case .jsonLines: LoosePosts.readLines(file, into: &self)
        case .csv: LoosePosts.readTable(file, into: &self)
        case .plain: PlainPosts.read(file, into: &self)
        }
    }

    /// Keeps a post unless it has no words at all.
    mutating func add(_ post: ArchivePost) {
        guard post.text.contains(where: { !$0.isWhitespace }) else { return }
        posts.append(post)
    }
}

/// One file of an archive.
struct ArchiveFile {
    enum Form { case x, mastodon, bluesky, json, jsonLines, csv, plain }

    let name: String
    let bytes: Data

    /// By what stands in it first, then by its name.
    var form: Form {
        let head = bytes.prefix(64)
        if head.starts(with: XDownload.opening) { return .x }
        if BlueskyRepository.begins(head) { return .bluesky }
        switch name.split(separator: ".").last.map({ $0.lowercased() }) {
        case "csv": return .csv
        case "jsonl", "ndjson": return .jsonLines
        case "json": return isOutbox ? .mastodon : opens(with: "[") ? .json : .jsonLines
        default: return opens(with: "{") ? .jsonLines : .plain
        }
    }

    private var isOutbox: Bool { bytes.range(of: Data("\"orderedItems\"".utf8)) != nil }

    private func opens(with sign: Character) -> Bool {
        guard let first = bytes.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) else {
            return false
        }
        return first == sign.asciiValue
    }
}
