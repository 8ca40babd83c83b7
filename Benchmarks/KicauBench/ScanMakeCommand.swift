import ArgumentParser
import Foundation
import KicauCore

/// Made-up posts and a corpus that holds some of them: words of unlike frequency, as people use them (Zipf).
struct ScanMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan-make",
        abstract: "Make posts, and a corpus in JSON Lines that holds one of the first of them in each 500th document.")

    @Option(help: "How many posts.")
    var posts = 100_000

    @Option(help: "How many of them, the first ones, the corpus holds.")
    var planted = 1_000

    @Option(help: "How many mebibytes of corpus.")
    var mib = 954

    @Option(help: "The folder they go into.")
    var data: String

    func validate() throws {
        guard (1...10_000_000).contains(posts) else { throw ValidationError("--posts must be 1 to 10000000.") }
        guard (1...posts).contains(planted) else { throw ValidationError("--planted must be 1 to --posts.") }
        guard (1...1_000_000).contains(mib) else { throw ValidationError("--mib must be 1 to 1000000.") }
    }

    func run() throws {
        var words = MadeWords(seed: 5)
        let texts = (0..<posts).map { _ in words.post() }
        try Data(texts.joined(separator: "\n").utf8).write(to: URL(filePath: data + "/posts.txt"))
        let path = data + "/corpus.jsonl"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        var bytes = 0
        var number = 0
        while bytes < mib << 20 {
            var lines = ""
            for _ in 0..<2_000 {
                let planted = number.isMultiple(of: 500) ? texts[number / 500 % planted] + " " : ""
                lines += "{\"id\": \(number), \"text\": \"\(planted)\(words.text(of: 250))\"}\n"
                number += 1
            }
            try file.write(contentsOf: Data(lines.utf8))
            bytes += lines.utf8.count
        }
        try file.close()
        print("{\"documents\":\(number),\"bytes\":\(bytes)}")
    }
}

/// Words, the most frequent first.
private struct MadeWords {
    private var random: SeededRandom
    private let words: [String]
    private let shares: [Double]

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let letters = Array("etaoinshrdlucmfwypvbgk")
        var seen: Set<String> = []
        var words: [String] = []
        while words.count < 60_000 {
            let length = 2 + (0..<4).reduce(0) { sum, _ in sum + Int.random(in: 0...2, using: &random) }
            let word = String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
            if seen.insert(word).inserted { words.append(word) }
        }
        self.words = words.sorted { ($0.count, $0) < ($1.count, $1) }
        var sum = 0.0
        shares = (0..<60_000).map { place in
            sum += 1 / (Double(place) + 2.7)
            return sum
        }
        self.random = random
    }

    private mutating func word() -> String {
        let share = Double.random(in: 0..<(shares.last ?? 1), using: &random)
        var (low, high) = (0, shares.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if shares[middle] > share { high = middle } else { low = middle + 1 }
        }
        return words[low]
    }

    mutating func text(of count: Int) -> String {
        (0..<count).map { $0 % 17 == 16 ? word() + "." : word() }.joined(separator: " ")
    }

    /// Eight words and more, sometimes with what networks add.
    mutating func post() -> String {
        var parts = (0..<Int.random(in: 8...24, using: &random)).map { _ in word() }
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: parts.append("#" + word())
        case 3...4: parts.insert("@" + word(), at: 0)
        case 5...7: parts.append("https://t.co/" + word() + word())
        default: parts[0] = parts[0].capitalized
        }
        return parts.joined(separator: " ")
    }
}
