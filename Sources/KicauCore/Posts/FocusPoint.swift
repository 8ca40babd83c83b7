/// A place in a picture: x from left to right, y from bottom to top, each from -1 to 1, as Mastodon counts them
/// (docs.joinmastodon.org, guidelines, focal points, read 2026-07-02). In thousandths, so that it is written the same
/// everywhere.
public struct FocusPoint: Hashable, Sendable {
    public let x: Int
    public let y: Int

    public static let middle = FocusPoint(clampingX: 0, y: 0)

    /// What lies beyond an edge is at that edge.
    public init(clampingX x: Int, y: Int) {
        self.x = min(max(x, -1000), 1000)
        self.y = min(max(y, -1000), 1000)
    }

    /// "0.3,-0.25"; more than three digits behind the point are cut off.
    public init?(_ text: String) {
        let halves = text.split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2, let x = Thousandths.read(halves[0]), let y = Thousandths.read(halves[1]),
            (-1000...1000).contains(x), (-1000...1000).contains(y)
        else { return nil }
        (self.x, self.y) = (x, y)
    }

    public var text: String { "\(Thousandths.text(x)),\(Thousandths.text(y))" }

    /// How far from the left and from the top it is, in tenths of the picture's sides.
    public var tenths: (fromLeft: Int, fromTop: Int) { ((1000 + x + 100) / 200, (1000 - y + 100) / 200) }
}

/// Numbers with up to three digits behind the point, without binary fractions.
public enum Thousandths {
    /// "-0.25" is -250. Nil: it is no such number, or has more than three digits before the point.
    public static func read(_ text: some StringProtocol) -> Int? {
        let bare = Substring(text).drop { $0 == " " }
        let isNegative = bare.first == "-"
        let pieces = (isNegative ? bare.dropFirst() : bare).split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let (whole, fraction) = (pieces.first ?? "", pieces.count > 1 ? pieces[1] : "")
        guard whole.count <= 3, pieces.count == 1 ? !whole.isEmpty : !fraction.isEmpty,
            (whole + fraction).utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let number = Int("0" + whole), let rest = Int((fraction + "000").prefix(3))
        else { return nil }
        return (isNegative ? -1 : 1) * (number * 1000 + rest)
    }

    public static func text(_ number: Int) -> String {
        let (whole, rest) = (number.magnitude / 1000, number.magnitude % 1000)
        var text = (number < 0 ? "-" : "") + String(whole)
        guard rest > 0 else { return text }
        text += "." + String(repeating: "0", count: 3 - String(rest).count) + String(rest)
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
