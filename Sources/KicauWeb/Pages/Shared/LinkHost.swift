import Foundation

/// A link as a card names it: its host, without the www.
enum LinkHost {
    static func of(_ url: String) -> String {
        let host = URLComponents(string: url)?.host ?? url
        return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }
}
