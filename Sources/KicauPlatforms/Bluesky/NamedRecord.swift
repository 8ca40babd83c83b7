import Foundation
import KicauCore

/// A record named by whoever writes: by its address at bsky.app, or at any app whose addresses have that form, or by its
/// at:// address.
struct NamedRecord: Hashable {
    /// A handle or an identity.
    let author: String
    let key: String

    /// - Parameter page: what stands between author and key in an address at bsky.app: "post", "lists".
    init?(_ text: String, collection: String, page: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let parts: [Substring]
        if text.hasPrefix("at://") {
            parts = text.dropFirst(5).split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1] == collection else { return nil }
        } else {
            guard let url = URLComponents(string: text), ["https", "http"].contains(url.scheme) else { return nil }
            let path = url.path.split(separator: "/")
            guard path.count == 4, path[0] == "profile", path[2] == page else { return nil }
            parts = [path[1], path[2], path[3]]
        }
        author = BlueskyIdentity.tidied(String(parts[0]))
        key = String(parts[2])
        guard Self.isPlain(key), Self.isPlain(author), author.contains(author.hasPrefix("did:") ? ":" : ".")
        else { return nil }
    }

    /// They become part of an address.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 300
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:~".contains($0)) }
    }
}
