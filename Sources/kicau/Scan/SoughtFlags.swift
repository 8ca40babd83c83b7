import ArgumentParser
import Foundation
import KicauCore
import KicauScan

/// What is looked for, and what it is compared with.
struct SoughtFlags: ParsableArguments {
    @Option(help: "The posts: an archive, or Kicau's own data folder or postgres://… address.")
    var posts: String?

    @Option(help: "Posts by others, written after the corpus was closed: what chance finds. Ten thousand are good.")
    var later: String?

    @Option(
        help: """
            Wordings of the posts that a lot left unpublished: JSON Lines of {"post": "its id", "text": "…"}.
            """)
    var sealed: String?

    func validate() throws {
        if later != nil, sealed != nil { throw ValidationError("Give --later or --sealed, not both.") }
    }

    /// - Throws: `Problem` when there is nothing to look for.
    func sought() async throws -> Sought {
        guard let posts else {
            throw ClientTalk.wrongUsage("Name the posts to look for with --posts.")
        }
        let archive = try await ScanArchive.read(posts)
        try SoughtFlags.mustFit(archive.posts.map(\.text), "posts")
        let controls = try self.controls(for: archive.posts)
        Talk.say("\(archive.posts.count) posts; controls: \(controls.kind.rawValue)")
        return Sought(archive.posts, controls: controls)
    }

    private func controls(for posts: [ArchivePost]) throws -> Controls {
        if let later {
            let others = try ScanArchive.files(later, "later")
            try SoughtFlags.mustFit(others.posts.map(\.text), "later")
            return .later(others.posts)
        }
        guard let sealed else { return .none }
        let wordings = try SealedWordings.read(sealed, for: posts)
        try SoughtFlags.mustFit(wordings.values.joined(), "sealed")
        return .sealed(wordings)
    }

    /// Together they are indexed under numbers of 32 bits, and a letter may become eleven times as long when it is folded.
    private static let mostBytes = 128 << 20

    private static func mustFit(_ texts: some Sequence<String>, _ field: String) throws {
        guard texts.reduce(0, { $0 + $1.utf8.count }) <= mostBytes else {
            throw Problem(
                .tooLong, "The texts of --\(field) are longer than 128 MiB together.",
                do: "Scan in two runs, each with a part of them.", field: field)
        }
    }
}

/// The wordings that a lot left out, each under the number of its post.
enum SealedWordings {
    private struct Line: Decodable {
        let post: String
        let text: String
    }

    static func read(_ path: String, for posts: [ArchivePost]) throws -> [Int: [String]] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Problem(
                .notFound, "\(path) cannot be read.", do: "Name a file of JSON Lines with --sealed.", field: "sealed")
        }
        let numbers = Dictionary(posts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var wordings: [Int: [String]] = [:]
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let line = try? JSONDecoder().decode(Line.self, from: line),  // the sentence below says what is wrong
                let post = numbers[line.post]
            else {
                throw Problem(
                    .badInput, "Line \(number + 1) of \(path) is no wording of one of the posts.",
                    do: "Write {\"post\": \"the id of a post\", \"text\": \"the wording\"} on each line.",
                    field: "sealed")
            }
            wordings[post, default: []].append(line.text)
        }
        return wordings
    }
}
