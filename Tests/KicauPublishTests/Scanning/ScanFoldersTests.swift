import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What may be scanned")
struct ScanFoldersTests {
    /// A disk: `/srv/corpora` and `/mnt/corpora`, with links out of the first and around in it.
    private func real(_ path: String) -> String? {
        let links = [
            "/srv/corpora/out": "/etc", "/srv/corpora/near": "/srv/corpora-private/a",
            "/srv/corpora/again": "/srv/corpora/crawl", "/srv/corpora/up": "/srv/corpora",
            "/srv/corpora/sly": "/srv/kicau/kicau.sqlite",
        ]
        let there: Set = [
            "/srv", "/srv/corpora", "/mnt/corpora", "/srv/corpora/crawl", "/srv/corpora/crawl/a.gz", "/mnt/corpora/b",
            "/srv/corpora/kicau-data", "/srv/corpora/kicau-data/kicau.sqlite", "/etc", "/etc/passwd",
        ]
        return links[path] ?? (there.contains(path) ? path : nil)
    }

    private let folders = ScanFolders(["/srv/corpora", "/mnt/corpora", "/gone"], forbidden: "/srv/corpora/kicau-data")

    @Test(arguments: [
        ("corpora/crawl", "/srv/corpora/crawl"), ("corpora/crawl/a.gz", "/srv/corpora/crawl/a.gz"),
        ("corpora/again", "/srv/corpora/crawl"), ("corpora-2/b", "/mnt/corpora/b"),
    ])
    func `is named by its folder and its place in it`(name: String, path: String) throws {
        #expect(try folders.path(of: name, real: real) == path)
    }

    @Test(arguments: [
        ("", ScanFolders.Refusal.badName), ("corpora", .badName), ("corpora/", .badName), ("/etc/passwd", .badName),
        ("corpora/../etc", .badName), ("corpora/crawl/../../etc/passwd", .badName), ("corpora/./crawl", .badName),
        ("corpora//crawl", .badName), ("corpora/crawl\u{0}", .badName), ("corpora/a\nb", .badName),
        ("../srv/corpora/crawl", .badName), ("etc/passwd", .noSuchFolder), ("corpora-3/b", .noSuchFolder),
        ("corpora/not-there", .gone), ("gone/a", .gone), ("corpora/out", .outside), ("corpora/near", .outside),
        ("corpora/up", .outside), ("corpora/kicau-data", .outside), ("corpora/kicau-data/kicau.sqlite", .outside),
        ("corpora/sly", .outside),
    ])
    func `is nothing else`(name: String, refusal: ScanFolders.Refusal) {
        #expect(throws: refusal) { try folders.path(of: name, real: real) }
    }

    @Test func `is no name of more than a thousand bytes`() {
        #expect(throws: ScanFolders.Refusal.badName) {
            try folders.path(of: "corpora/" + String(repeating: "a", count: 1_000), real: real)
        }
    }

    @Test func `is no folder that holds Kicau's own data`() {
        let around = ScanFolders(["/srv"], forbidden: "/srv/corpora/kicau-data")

        #expect(throws: ScanFolders.Refusal.outside) { try around.path(of: "srv/corpora", real: real) }
    }

    @Test func `is listed with sizes, and without what links lead out to`() async throws {
        let stage = try await ScanStage()

        let offer = try await stage.scans.offer(for: stage.world.caller)

        #expect(
            offer.corpora == [
                Corpus(name: "corpora/crawl", isFolder: true, files: 2, bytes: 9),
                Corpus(name: "corpora/one.txt", isFolder: false, files: 1, bytes: 5),
            ])
        #expect(offer.isSet && !offer.isBusy && offer.posts == 1 && offer.missing == [])
    }
}
