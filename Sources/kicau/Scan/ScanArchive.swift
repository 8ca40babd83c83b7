import Foundation
import KicauCore
import KicauScan
import KicauStore

/// The posts that are looked for: Kicau's own, or what another program gave its owner.
enum ScanArchive {
    /// - Throws: `Problem` when there are none.
    static func read(_ place: String) async throws -> Archive {
        if place.hasPrefix("postgres://") || place.hasPrefix("postgresql://") {
            return try await own(in: try await .besidePostgres(Redacted(place)), named: "the database")
        }
        let database = place + "/kicau.sqlite"
        if FileManager.default.fileExists(atPath: database) {
            return try await own(in: try .beside(path: database), named: place)
        }
        return try files(place, "posts")
    }

    /// What another program gave its owner.
    ///
    /// - Throws: `Problem` when there are none.
    static func files(_ place: String, _ flag: String) throws -> Archive {
        guard FileManager.default.fileExists(atPath: place) else {
            throw Problem(
                .notFound, "\(place) is not there.", do: "Check the path behind --\(flag).", field: flag)
        }
        let archive = Archive.read(place)
        tell(archive)
        guard !archive.posts.isEmpty else { throw empty(place, flag) }
        return archive
    }

    private static func tell(_ archive: Archive) {
        for flaw in archive.flaws.first { Talk.say(ClientTalk.plain("\(flaw.place): \(flaw.sentence)")) }
        let more = archive.flaws.count - archive.flaws.first.count
        if more > 0 { Talk.say("and \(more) more like these") }
        if archive.leftOut > 0 {
            Talk.say("\(archive.leftOut) entries are not their author's own words and are left out")
        }
    }

    private static func empty(_ place: String, _ flag: String) -> Problem {
        Problem(
            .notFound, "\(place) holds no posts.",
            do: "Name an archive, a file of posts, or Kicau's own data folder with --\(flag).", field: flag)
    }

    /// So many deliveries in one question.
    private static let page = 1_000

    /// Each part of each delivery is a text of its own, as its readers saw it.
    private static func own(in store: Store, named place: String) async throws -> Archive {
        defer { try? store.close() }  // it was only read
        var posts: [ArchivePost] = []
        var last: ID<Delivery>?
        while true {
            let page = try await store.read { [last] in try $0.publishedTexts(after: last, limit: ScanArchive.page) }
            for text in page {
                for (number, part) in text.rendition.parts.enumerated() {
                    posts.append(
                        ArchivePost(
                            id: "\(text.delivery)/\(number + 1)", text: part.shownText,
                            writtenMS: text.published?.ms, url: number == 0 ? text.url : nil))
                }
            }
            guard let end = page.last?.delivery else { break }
            last = end
        }
        let archive = Archive(posts)
        guard !archive.posts.isEmpty else { throw empty(place, "posts") }
        return archive
    }
}
