import Foundation

/// Names and values in the order they were sent: a query, or the fields of a form.
struct Pairs: Sendable, Hashable {
    let all: [Pair]

    struct Pair: Sendable, Hashable {
        let name: String
        let value: String
    }

    init(_ all: [Pair] = []) { self.all = all }

    /// Reads `a=1&b=x+y%20z`.
    init(encoded text: some StringProtocol) {
        all = text.split(separator: "&").map { piece in
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count == 2 ? Self.decoded(halves[1]) : ""
            return Pair(name: Self.decoded(halves[0]), value: value)
        }
    }

    subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Each value sent under this name.
    func values(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

    /// Each value of `name[]=…`, `name=…` or `name[0]=…`.
    func list(_ name: String) -> [String] {
        all.filter { $0.name == name || ($0.name.hasPrefix(name + "[") && $0.name.hasSuffix("]")) }.map(\.value)
    }

    func int(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

    var names: [String] { all.map(\.name) }

    /// The pairs as they stand in a URL, spaces as %20.
    var encoded: String { all.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&") }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    private static func decoded(_ text: some StringProtocol) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}
