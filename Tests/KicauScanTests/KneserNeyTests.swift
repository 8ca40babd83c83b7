import Foundation
import KicauCore
import Testing

@testable import KicauScan

@Suite("A language model for ranking")
struct KneserNeyTests {
    private static let texts = [
        "the cat sat on the mat", "the cat ran", "a dog sat on a mat", "the dog and the cat ran on the mat",
        "San Francisco",
        "I love San Francisco", "we saw San Francisco", "今天天气很好", "今天我们去", "the mat",
    ]

    @Test func `gives probabilities that are one together, after any context`() {
        let model = model(KneserNeyTests.texts)
        let contexts = [TextTokens("the cat"), TextTokens("on the"), TextTokens("never seen"), TextTokens("cat never")]
        for context in contexts {
            let all = model.words.keys.reduce(0) {
                $0 + model.probability(of: $1, after: context.names[0], context.names[1])
            }
            let unseen = model.probability(of: 12_345, after: context.names[0], context.names[1])

            #expect(abs(all + unseen - 1) < 1e-9)
            #expect(unseen > 0)
        }
    }

    @Test func `does not trust a word that always follows the same one`() {
        let model = model(KneserNeyTests.texts)
        let unknown = TextTokens("nothing known").names
        func chance(_ word: String) -> Double {
            model.probability(of: TextTokens(word).names[0], after: unknown[0], unknown[1])
        }

        // Francisco is there three times and mat four times, but only the mat stands behind different words.
        #expect(chance("mat") > chance("francisco"))
    }

    @Test func `ranks what it knows under what it does not, and long passages over short ones`() {
        let model = model(KneserNeyTests.texts)

        #expect(model.score(["the cat sat on the mat"]) < model.score(["zebra quilt onyx jovial waxy fjord"]))
        #expect(model.score(["zebra quilt"]) < model.score(["zebra quilt onyx"]))
        #expect(model.score([]) == 0)
        #expect(model.score(["今天天气"]) < model.score(["天今气天"]))
    }

    @Test func `is the same in whatever order texts come`() {
        var dice = SeededRandom(seed: 4)
        let texts = (0..<300).map { _ in MadePost(.indonesian, &dice).text }
        let (one, other) = (model(texts), model(texts.shuffled(using: &dice)))
        for text in texts.prefix(20) { #expect(one.score([text[...]]) == other.score([text[...]])) }
    }

    @Test func `takes a sample of a large corpus, text by text, and stays within its bound`() {
        var dice = SeededRandom(seed: 5)
        var counts = NgramCounts(corpusBytes: 4 << 24)
        let texts = (0..<400).map { _ in MadePost(.indonesian, &dice).text }
        for text in texts { counts.add(text) }
        var small = NgramCounts(corpusBytes: 1, most: 1_000)
        for text in texts { small.add(text) }

        #expect((500..<2_500).contains(counts.trigrams.count))
        #expect(small.trigrams.count <= 1_000)
        #expect(small.isPruned && !counts.isPruned)
    }

    @Test func `of nothing at all still gives a probability`() {
        #expect(model([]).score(["kopi susu"]) >= 0)
    }

    @Test func `is learnt from a corpus, and files that cannot be read are passed over`() throws {
        var broken = MemoryLines(name: "broken", texts: ["never read"])
        broken.interrupt = { throw CorpusFault("gone.") }
        let file = MemoryLines(name: "a", texts: KneserNeyTests.texts + ["with \"quotes\" and \\"])

        let learnt = try Background.model(of: [broken, file], corpusBytes: 1)

        let same = model(KneserNeyTests.texts + ["with \"quotes\" and \\"])
        for text in ["the cat sat", "quotes and", "never read"] {
            #expect(learnt.score([text[...]]) == same.score([text[...]]))
        }
    }

    private func model(_ texts: [String]) -> KneserNey {
        var counts = NgramCounts(corpusBytes: 1)
        for text in texts { counts.add(text) }
        return KneserNey(counts)
    }
}
