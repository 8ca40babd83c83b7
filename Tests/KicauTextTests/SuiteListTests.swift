import Foundation
import KicauText
import Testing
import Yams

/// A suite that no test runs would go unnoticed; so would one that a newer copy of the files brings.
@Suite("No suite of twitter-text is left out")
struct SuiteListTests {
    /// Each suite is loaded by a test of the same name in this folder, but for those of `elsewhere`.
    static let run: [String: Set<String>] = [
        "autolink": ["usernames", "lists", "hashtags", "urls", "cashtags", "all", "json"],
        "extract": [
            "mentions", "mentions_with_indices", "mentions_or_lists_with_indices", "replies", "urls",
            "urls_with_indices", "urls_with_directional_markers", "tco_urls_with_params", "hashtags",
            "hashtags_from_astral", "hashtags_with_indices", "cashtags", "cashtags_with_indices",
        ],
        "hit_highlighting": ["plain_text", "with_links"],
        "tlds": ["country", "generic"],
        "validate": [
            "tweets", "usernames", "lists", "hashtags", "urls", "urls_without_protocol", "WeightedTweetsCounterTest",
            "WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest",
        ],
    ]

    @Test func `every file and every suite is known`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Suites.folder).filter { $0.hasSuffix(".yml") }
        // A list of names and no suite: it is held below.
        #expect(Set(files) == Set(run.keys.map { $0 + ".yml" } + ["tld_lib.yml"]))
        for (file, suites) in run {
            let tests = try Yams.compose(yaml: Suites.text(file))?["tests"]?.mapping
            #expect(Set(tests?.keys.compactMap(\.string) ?? []) == suites, "\(file)")
        }
    }

    @Test func `every suite is loaded by a test`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let sources = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        for (file, suites) in run {
            for suite in suites { #expect(sources.contains("load(\"\(suite)\", from: \"\(file)\")"), "\(suite)") }
        }
    }

    private var run: [String: Set<String>] { Self.run }

    @Test(arguments: ["country", "generic"])
    func `every name of the list of top-level domains makes a link`(kind: String) throws {
        let names = try #require(try Yams.compose(yaml: Suites.text("tld_lib"))?[kind]?.array().compactMap(\.string))

        let missed = names.filter { name in
            let address = "https://twitter." + name
            return Entities.urls(in: address).map(\.value) != [address]
        }

        #expect(names.count > 300)
        #expect(missed == [])
    }
}
