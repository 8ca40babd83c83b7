import KicauText

/// What was changed between a post and a passage that shares runs with it: one walk over the letters that both have.
struct EditScript {
    /// A text of which folded bytes are known with their sources.
    struct Side {
        let seen: [SeenScalar]
        /// For each folded byte, from the side's first one on, the number of its scalar in `seen`.
        private let numbers: [Int]
        /// The number of the side's first folded byte in the whole folded text.
        let firstFolded: Int

        /// - Parameter sources: of the folded bytes that `seen` covers.
        init(_ seen: [SeenScalar], _ sources: ArraySlice<Int32>, firstFolded: Int) {
            self.seen = seen
            self.firstFolded = firstFolded
            var number = 0
            numbers = sources.map { source in
                while number + 1 < seen.count, seen[number].place < Int(source) { number += 1 }
                return number
            }
        }

        /// The scalar of a folded byte; after the last one, where the text ends.
        func number(_ folded: Int) -> Int {
            let index = folded - firstFolded
            return index < numbers.count ? numbers[max(0, index)] : seen.count
        }
    }

    private let post: Side
    private let document: Side
    /// In numbers of scalars.
    private(set) var steps: [(kind: Edit.Kind, post: Range<Int>, document: Range<Int>)] = []

    init(_ chain: RunChain, post: Side, document: Side) {
        self.post = post
        self.document = document
        ends(chain, atStart: true)
        var before: SharedRun?
        for run in chain.runs {
            if let before { between(before, run) }
            inside(run)
            before = run
        }
        ends(chain, atStart: false)
    }

    private mutating func inside(_ run: SharedRun) {
        var lastPost = post.number(run.inPost)
        var lastDocument = document.number(run.inText)
        letter(lastPost, lastDocument)
        for index in 1..<run.length {
            let nowPost = post.number(run.inPost + index)
            let nowDocument = document.number(run.inText + index)
            guard nowPost > lastPost || nowDocument > lastDocument else { continue }
            if nowPost > lastPost, nowDocument > lastDocument {
                gap(lastPost + 1..<nowPost, lastDocument + 1..<nowDocument)
                letter(nowPost, nowDocument)
            } else {
                // One scalar on one side is two on the other.
                add(.forms, min(lastPost, nowPost)..<nowPost + 1, lastDocument..<nowDocument + 1)
            }
            (lastPost, lastDocument) = (nowPost, nowDocument)
        }
    }

    private mutating func letter(_ inPost: Int, _ inDocument: Int) {
        let (one, other) = (post.seen[inPost].scalar, document.seen[inDocument].scalar)
        guard one != other else { return }
        add(EditScript.kind(one, other), inPost..<inPost + 1, inDocument..<inDocument + 1)
    }

    private static func kind(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Edit.Kind {
        if one.properties.lowercaseMapping == other.properties.lowercaseMapping { return .letterCase }
        let plain = [one, other].map { $0.properties.lowercaseMapping.unicodeScalars.first?.isASCII == true }
        return plain[0] != plain[1] && one.properties.isAlphabetic && one.value < 0x2000 && other.value < 0x2000
            ? .marks : .forms
    }

    private mutating func gap(_ inPost: Range<Int>, _ inDocument: Range<Int>) {
        let (one, other) = (post.seen[inPost], document.seen[inDocument])
        guard !one.elementsEqual(other, by: { $0.scalar == $1.scalar }) else { return }
        for kind in Gap.differences(Gap(one), Gap(other)) { add(kind, inPost, inDocument) }
    }

    private mutating func between(_ one: SharedRun, _ next: SharedRun) {
        let inPost = between(post, one.inPost + one.length, next.inPost)
        let inDocument = between(document, one.inText + one.length, next.inText)
        let hasLeft = next.inPost > one.inPost + one.length
        let hasNew = next.inText > one.inText + one.length
        add(hasLeft && hasNew ? .replaced : hasLeft ? .cut : .added, inPost, inDocument)
    }

    /// The scalars after a run up to the next; one that both have a part of, such as a ligature, belongs to neither
    /// gap.
    private func between(_ side: Side, _ end: Int, _ start: Int) -> Range<Int> {
        let from = min(side.seen.count, side.number(end - 1) + 1)
        return from..<max(from, side.number(start))
    }

    /// What the post has before its first run or after its last one.
    private mutating func ends(_ chain: RunChain, atStart: Bool) {
        let inPost = atStart ? 0..<post.number(chain.post.lowerBound) : after(post, chain.post.upperBound)
        let place = atStart ? document.number(chain.text.lowerBound) : after(document, chain.text.upperBound).lowerBound
        guard !inPost.isEmpty else { return }
        let hasWords = atStart ? chain.post.lowerBound > 0 : post.number(chain.post.upperBound) < post.seen.count
        guard !hasWords else { return add(.cut, inPost, place..<place) }
        let near = near(place, atStart: atStart, most: inPost.count)
        for kind in Gap.differences(Gap(post.seen[inPost]), Gap(near)) where kind != .spaces {
            add(kind, inPost, place..<place)
        }
    }

    /// What stands beside the passage in the document up to the next letter, no more than the post has.
    private func near(_ place: Int, atStart: Bool, most: Int) -> ArraySlice<SeenScalar> {
        let side = atStart ? document.seen[max(0, place - most)..<place] : document.seen[place...].prefix(most)
        // A link or a name has letters of its own, so whole equality comes first.
        let theirs = atStart ? post.seen.prefix(most) : post.seen.suffix(most)
        if side.elementsEqual(theirs, by: { $0.scalar == $1.scalar }) { return side }
        guard atStart else { return side.prefix { $0.isDropped } }
        return side[(side.lastIndex { !$0.isDropped }.map { $0 + 1 } ?? side.startIndex)...]
    }

    private func after(_ side: Side, _ folded: Int) -> Range<Int> {
        min(side.seen.count, side.number(folded - 1) + 1)..<side.seen.count
    }

    /// Edits of one kind that touch are one.
    private mutating func add(_ kind: Edit.Kind, _ inPost: Range<Int>, _ inDocument: Range<Int>) {
        if let last = steps.last, last.kind == kind, last.post.upperBound == inPost.lowerBound,
            last.document.upperBound == inDocument.lowerBound
        {
            steps[steps.count - 1] = (
                kind, last.post.lowerBound..<inPost.upperBound, last.document.lowerBound..<inDocument.upperBound
            )
        } else {
            steps.append((kind, inPost, inDocument))
        }
    }
}
