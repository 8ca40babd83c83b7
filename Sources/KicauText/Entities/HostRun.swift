/// The labels of one run of host characters, read once so that asking from any start inside costs next to nothing.
///
/// Without this, `a.a.a.a…` would be read again from each of its dots, which is quadratic.
struct HostRun {
    /// Which characters a label is made of.
    enum Alphabet {
        /// Latin letters with accents, and digits: what a link without a scheme may use.
        case latin
        /// All but punctuation and space: allowed once `https://` has made the intent clear.
        case anyScript

        /// Whether a label may hold the scalar, hyphen and underscore aside.
        func contains(_ scalar: Unicode.Scalar) -> Bool {
            if scalar.isASCII { return scalar.isASCIIAlphanumeric }
            switch self {
            case .latin: return scalar.isLatinAccent
            case .anyScript:
                let isGeneralPunctuation = scalar.value >= 0x2000 && scalar.value <= 0x206F
                return !(isGeneralPunctuation || scalar.isSpace || scalar.isForbidden || scalar.isDirectional)
            }
        }
    }

    private struct Label {
        let start: Int
        let dot: Int
        let isClosed: Bool
        let lastUnderscore: Int?
        let topLevelEnd: Int?
        var hostEnd: Int?
    }

    /// What was read.
    let range: Range<Int>
    private let alphabet: Alphabet
    private let scalars: Scalars
    private var labels: [Label] = []

    init(in scalars: Scalars, from start: Int, alphabet: Alphabet) {
        self.scalars = scalars
        self.alphabet = alphabet
        let end = scalars.end(from: start) { $0 == "." || $0 == "-" || $0 == "_" || alphabet.contains($0) }
        range = start..<end
        readLabels()
        joinLabels()
    }

    private mutating func readLabels() {
        var labelStart = range.lowerBound
        var underscore: Int?
        for index in range {
            if scalars[index] == "_" { underscore = index }
            guard scalars[index] == "." else { continue }
            labels.append(
                Label(
                    start: labelStart,
                    dot: index,
                    isClosed: index > labelStart && alphabet.contains(scalars[index - 1]),
                    lastUnderscore: underscore,
                    topLevelEnd: TopLevelDomains.end(in: scalars, from: index + 1)
                )
            )
            labelStart = index + 1
            underscore = nil
        }
    }

    /// Backwards, so that each label already knows the longest host that begins with the next one.
    private mutating func joinLabels() {
        var following: Int?
        for position in labels.indices.reversed() {
            let label = labels[position]
            let opens = alphabet.contains(scalars[label.start])
            following = opens ? longestHost(from: label.start, in: label, following: following) : nil
            labels[position].hostEnd = following
        }
    }

    /// An underscore may stand in a subdomain, never in the label before the top-level domain.
    private func longestHost(from start: Int, in label: Label, following: Int?) -> Int? {
        guard label.isClosed, start < label.dot else { return nil }
        if let following { return following }
        if let underscore = label.lastUnderscore, underscore >= start { return nil }
        return label.topLevelEnd
    }

    /// Where the longest host with a known top-level domain ends that begins exactly at `start`.
    func hostEnd(from start: Int) -> Int? {
        guard range.contains(start), alphabet.contains(scalars[start]) else { return nil }
        guard let position = firstLabel(endingAfter: start) else { return nil }
        let following = position + 1 < labels.count ? labels[position + 1].hostEnd : nil
        return longestHost(from: start, in: labels[position], following: following)
    }

    private func firstLabel(endingAfter start: Int) -> Int? {
        var low = 0
        var high = labels.count
        while low < high {
            let middle = (low + high) / 2
            if labels[middle].dot < start { low = middle + 1 } else { high = middle }
        }
        return low < labels.count ? low : nil
    }
}
