import KicauText

/// A document's text in memory, folded again with the way back to its bytes; made only where something was found.
struct Passage {
    private let bytes: UnsafePointer<UInt8>
    private let start: Int
    private let end: Int
    private let isJSON: Bool
    private let folded: FoldedText

    /// Folded bytes of context on each side of a passage.
    private static let context = 96
    /// The most scalars of a passage that are quoted.
    private static let mostQuoted = 1_200
    /// The most changes that are listed one by one.
    private static let mostEdits = 48

    /// - Parameters: as `PostScanner.scan` had them; `end` is where it ended.
    init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, isJSON: Bool) {
        self.bytes = bytes
        self.start = start
        self.end = end
        self.isJSON = isJSON
        folded = FoldedText(bytes, from: start, to: end, isJSON: isJSON)
    }

    /// - Parameters:
    ///   - shift: what must be added to a place in these bytes to make it one in the file's contents.
    func finding(_ candidate: Candidate, of text: String, in document: DocumentPlace, shift: Int64) -> Finding {
        let chain = candidate.chain
        let postFolded = FoldedText(text)
        let postSide = EditScript.Side(SeenScalar.all(text), postFolded.sources[...], firstFolded: 0)
        let firstFolded = max(0, chain.text.lowerBound - Passage.context)
        let lastFolded = min(folded.bytes.count, chain.text.upperBound + Passage.context)
        let from = firstFolded == 0 ? start : Int(folded.sources[firstFolded])
        let to = lastFolded == folded.bytes.count ? end : Int(folded.sources[lastFolded])
        let seen = bounded(SeenScalar.all(bytes, from: from, to: to, isJSON: isJSON), chain)
        let side = EditScript.Side(seen, folded.sources[firstFolded..<lastFolded], firstFolded: firstFolded)
        let script = EditScript(chain, post: postSide, document: side)

        let first = side.number(chain.text.lowerBound)
        let after = min(seen.count, side.number(chain.text.upperBound - 1) + 1)
        let quoted = first..<min(after, first + Passage.mostQuoted)
        let quote = Quote(
            before: Passage.string(seen[..<first]), text: Passage.string(seen[quoted]),
            after: Passage.string(seen[after...]), isCut: quoted.upperBound < after)
        let ends = after < seen.count ? seen[after].place : to
        return Finding(
            post: candidate.post, document: document,
            bytes: Int64(seen[first].place) + shift..<Int64(ends) + shift,
            longest: candidate.longest, matched: candidate.matched,
            parts: chain.runs.map { parts($0, postSide, text) }, quote: quote,
            edits: edits(script, postSide, text, seen, quoted), changes: changes(script, seen[first..<after]))
    }

    /// Scalars far from the passage are context of no use: where a text is mostly pictures or links there may be
    /// thousands.
    private func bounded(_ seen: [SeenScalar], _ chain: RunChain) -> [SeenScalar] {
        let (opens, closes) = (folded.sources[chain.text.lowerBound], folded.sources[chain.text.upperBound - 1])
        let first = seen.firstIndex { $0.place >= Int(opens) } ?? 0
        let last = seen.lastIndex { $0.place <= Int(closes) } ?? seen.count - 1
        return Array(seen[max(0, first - 2 * Passage.context)..<min(seen.count, last + 2 * Passage.context)])
    }

    private func parts(_ run: SharedRun, _ side: EditScript.Side, _ text: String) -> Range<Int> {
        let after = side.number(run.inPost + run.length - 1) + 1
        return side.seen[side.number(run.inPost)].place..<Passage.place(after, side.seen, text)
    }

    private static func place(_ number: Int, _ seen: [SeenScalar], _ text: String) -> Int {
        number < seen.count ? seen[number].place : text.utf8.count
    }

    private func edits(
        _ script: EditScript, _ post: EditScript.Side, _ text: String, _ seen: [SeenScalar], _ quoted: Range<Int>
    ) -> [Edit] {
        script.steps.prefix(Passage.mostEdits).compactMap { step in
            guard step.document.upperBound <= quoted.upperBound, step.document.lowerBound >= quoted.lowerBound else {
                return nil
            }
            func place(_ number: Int) -> Int { Passage.place(number, post.seen, text) }
            func length(_ upTo: Int) -> Int {
                seen[quoted.lowerBound..<upTo].reduce(0) { $0 + UTF8.width($1.scalar) }
            }
            return Edit(
                step.kind, inPost: place(step.post.lowerBound)..<place(step.post.upperBound),
                inQuote: length(step.document.lowerBound)..<length(step.document.upperBound))
        }
    }

    private func changes(_ script: EditScript, _ seen: ArraySlice<SeenScalar>) -> [String: Int] {
        var changes: [String: Int] = [:]
        for step in script.steps { changes[step.kind.rawValue, default: 0] += 1 }
        let entities = seen.count(where: \.isEntity)
        if entities > 0 { changes["entities"] = entities }
        return changes
    }

    private static func string(_ seen: ArraySlice<SeenScalar>) -> String {
        String(String.UnicodeScalarView(seen.map(\.scalar)))
    }
}
