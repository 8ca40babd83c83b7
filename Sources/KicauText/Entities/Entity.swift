/// Something found in a text: a link, a mention, a hashtag or a cashtag.
public struct Entity: Hashable, Sendable {
    /// Which of the four it is.
    public let kind: TextSpan.Kind
    /// The text as it stands there, with its sign.
    public let text: String
    /// What it means: the address, or the name without its sign.
    public let value: String
    /// The list behind a mention, with its slash; empty if there is none.
    public let listSlug: String
    /// Its place in the text it was found in.
    public let range: Range<String.Index>
    /// Offsets in bytes, which Bluesky's facets count.
    public let utf8: Range<Int>
    /// Offsets in UTF-16 units, which JavaScript and twitter-text count.
    public let utf16: Range<Int>
    /// Offsets in Unicode scalars, which the X API counts.
    public let codePoints: Range<Int>
}

/// An entity before its offsets are known in all units.
struct Finding {
    let kind: TextSpan.Kind
    let range: Range<Int>
    let value: String
    var listSlug = ""
}

extension Scalars {
    /// The entities for findings in ascending order that do not overlap.
    func entities(_ findings: [Finding], in source: String) -> [Entity] {
        guard !findings.isEmpty else { return [] }
        var walk = OffsetWalk(source)
        return findings.map { finding in
            let start = walk.place(at: finding.range.lowerBound)
            let end = walk.place(at: finding.range.upperBound)
            return Entity(
                kind: finding.kind,
                text: text(finding.range),
                value: finding.value,
                listSlug: finding.listSlug,
                range: start.index..<end.index,
                utf8: start.utf8..<end.utf8,
                utf16: start.utf16..<end.utf16,
                codePoints: start.scalars..<end.scalars
            )
        }
    }
}

extension [Finding] {
    /// In order of appearance; of two that overlap, the one that starts first stays.
    func withoutOverlaps() -> [Finding] {
        var kept: [Finding] = []
        for finding in sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where finding.range.lowerBound >= kept.last?.range.upperBound ?? 0 {
            kept.append(finding)
        }
        return kept
    }
}
