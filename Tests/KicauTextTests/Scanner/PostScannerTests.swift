import Foundation
import KicauCore
import Testing

@testable import KicauText

@Suite("Scanning a text for posts")
struct PostScannerTests {
    @Test(arguments: Kernel.runnable)
    func `finds what comparing every place with every place finds`(kernel: Kernel) {
        var random = Chance(seed: 4)
        for round in 0..<60 {
            let posts = (0..<1 + random.below(6)).map { _ in words(3 + random.below(14), &random) }
            let text = mixture(of: posts, &random)
            let scanner = PostScanner(PostIndex(posts, kernel: kernel), kernel: kernel)
            scan(text, scanner)

            let found = Set(scanner.runs)
            let there = bruteForce(posts, text)
            #expect(found.isSubset(of: there), "round \(round): \(found.subtracting(there))")
            let guaranteed = there.filter { $0.length >= Print.guaranteed }
            #expect(guaranteed.isSubset(of: found), "round \(round): \(guaranteed.subtracting(found))")
        }
    }

    /// A few posts and a few texts of plain letters, of which many are alike: `KICAU_SCAN_CASES=1000000` plays a million.
    @Test(arguments: Kernel.runnable)
    func `finds in small texts what comparing every place with every place finds`(kernel: Kernel) {
        let cases = ProcessInfo.processInfo.environment["KICAU_SCAN_CASES"].flatMap(Int.init) ?? 2_000
        var random = Chance(seed: 14)
        for round in 0..<(cases + 9) / 10 {
            let signs = 1 + random.below(3)
            let posts = Set((0..<1 + random.below(3)).map { _ in letters(random.below(60), of: signs, &random) })
                .sorted { $0.lexicographicallyPrecedes($1) }
            let scanner = PostScanner(
                PostIndex(posts.map { String(decoding: $0, as: UTF8.self) }, kernel: kernel), kernel: kernel)
            for _ in 0..<10 {
                let text = around(posts[random.below(posts.count)], of: signs, &random)
                scan(String(decoding: text, as: UTF8.self), scanner)

                let found = Set(scanner.runs)
                let there = Set(posts.enumerated().flatMap { shared($0.element, $0.offset, text) })
                // Compared by hand first: what holds is not written out a million times.
                guard
                    !found.isSubset(of: there)
                        || !Set(there.filter { $0.length >= Print.guaranteed }).isSubset(of: found)
                else { continue }
                Issue.record("round \(round): \(posts), \(text): \(found.symmetricDifference(there))")
            }
        }
    }

    private func letters(_ count: Int, of signs: Int, _ random: inout Chance) -> [UInt8] {
        (0..<count).map { _ in UInt8(ascii: "a") + UInt8(random.below(1 << signs)) }
    }

    /// A piece of a post between letters, now and then with one of its own changed.
    private func around(_ post: [UInt8], of signs: Int, _ random: inout Chance) -> [UInt8] {
        let start = random.below(post.count + 1)
        var piece = Array(post[start..<start + random.below(post.count - start + 1)])
        if !piece.isEmpty, random.below(3) == 0 { piece[random.below(piece.count)] = UInt8(ascii: "z") }
        return letters(random.below(30), of: signs, &random) + piece + letters(random.below(30), of: signs, &random)
    }

    /// The longest runs that a post and a text share, by comparing every place with every place.
    private func shared(_ post: [UInt8], _ number: Int, _ text: [UInt8]) -> [SharedRun] {
        var runs: [SharedRun] = []
        post.withUnsafeBufferPointer { post in
            text.withUnsafeBufferPointer { text in
                for inPost in 0..<max(0, post.count - Print.size + 1) {
                    for inText in 0..<max(0, text.count - Print.size + 1) {
                        if inPost > 0, inText > 0, post[inPost - 1] == text[inText - 1] { continue }
                        var length = 0
                        while inPost + length < post.count, inText + length < text.count,
                            post[inPost + length] == text[inText + length]
                        { length += 1 }
                        guard length >= Print.size else { continue }
                        runs.append(SharedRun(post: number, inPost: inPost, inText: inText, length: length))
                    }
                }
            }
        }
        return runs
    }

    @Test func `sees through what a corpus does to a text`() {
        let post = "Kopi tubruk pagi ini: \"segar & wangi\", kata @ayu. Mampir ya! https://t.co/abc #kopi"
        let scanner = PostScanner(PostIndex([post]))
        for text in [
            "…KOPI TUBRUK\\nPAGI INI \\u201csegar &amp; wangi\\u201d , kata . Mampir ya ! #kopi…",
            "kopi tubruk pagi ini segar wangi kata mampir ya kopi",
        ] {
            scan(text, scanner, isJSON: true)

            #expect(scanner.runs.map(\.length).max() == scanner.runs.map(\.length).reduce(0, +), "\(text)")
            #expect(scanner.runs.first?.length == "kopitubrukpagiinisegarwangikatamampiryakopi".count)
        }
    }

    @Test func `holds a text that is there twice for one, and says which`() {
        let index = PostIndex([
            "Selamat pagi dari kedai kami", "Lain sama sekali, sungguh", "SELAMAT PAGI, dari kedai kami!",
        ])

        #expect(index.twins == [2: 0])
    }

    @Test func `takes posts that say nothing, and none at all`() {
        for posts in [[], ["", "🙂", "hai"]] {
            let scanner = PostScanner(PostIndex(posts))
            scan("a text that has nothing in common with any of them", scanner)

            #expect(scanner.runs.isEmpty)
        }
    }

    private func scan(_ text: String, _ scanner: PostScanner, isJSON: Bool = false) {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = scanner.scan(base, from: 0, to: bytes.count, isJSON: isJSON)
        }
    }

    private func words(_ count: Int, _ random: inout Chance) -> String {
        let known = ["kopi", "susu", "gula", "pagi", "buku", "aksara", "di", "ke", "kedai", "中文", "コーヒー", "ประเทศ"]
        return (0..<count).map { _ in known[random.below(known.count)] }.joined(separator: " ")
    }

    /// Noise, and pieces of the posts.
    private func mixture(of posts: [String], _ random: inout Chance) -> String {
        (0..<1 + random.below(4)).map { _ in
            let post = Array(posts[random.below(posts.count)])
            let start = random.below(post.count)
            let piece = String(post[start..<start + random.below(post.count - start + 1)])
            return words(random.below(8), &random) + " " + piece
        }.joined(separator: " ")
    }

    private func bruteForce(_ posts: [String], _ text: String) -> Set<SharedRun> {
        let folded = SlowFolding.fold(text)
        var runs: Set<SharedRun> = []
        for (number, post) in posts.enumerated() {
            let mine = SlowFolding.fold(post)
            guard !posts[..<number].contains(where: { SlowFolding.fold($0) == mine }) else { continue }
            for inPost in mine.indices {
                for inText in folded.indices {
                    let begins = inPost == 0 || inText == 0 || mine[inPost - 1] != folded[inText - 1]
                    guard begins else { continue }
                    let length = zip(mine[inPost...], folded[inText...]).prefix { $0 == $1 }.count
                    guard length >= Print.size else { continue }
                    runs.insert(SharedRun(post: number, inPost: inPost, inText: inText, length: length))
                }
            }
        }
        return runs
    }
}
