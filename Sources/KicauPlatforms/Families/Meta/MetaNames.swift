import KicauCore

/// The names of accounts on Instagram and Threads, which are the same ones.
enum MetaNames {
    static let longest = Fact(30, from: "Instagram's own sign-up form (remembered)", read: "2026-11-27")

    static func isName(_ text: String) -> Bool {
        text.isName(1...longest.value, and: "._") && !text.hasPrefix(".") && !text.hasSuffix(".")
            && !text.contains("..")
    }

    static func stray(_ handle: String, on network: String) -> StrayMention? {
        guard !isName(handle) else { return nil }
        return StrayMention(
            "Nobody on \(network) can be called @\(handle).",
            do: "Write the name on \(network), or other words for this account.")
    }
}
