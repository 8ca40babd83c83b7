import Foundation

/// Where a call goes, taken apart once.
struct Destination: Sendable {
    let isSecure: Bool
    /// In lower case; an IPv6 address without its brackets.
    let host: String
    let port: Int
    /// Path and query, as a request's first line says them.
    let target: String
    /// Scheme, host, and the port where it is not the scheme's own: "https://mastodon.example".
    let origin: String

    /// Nil: not a web address.
    init?(_ address: String) {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host?.lowercased(), Destination.isName(host)
        else { return nil }
        isSecure = scheme == "https"
        let usual = isSecure ? 443 : 80
        port = parts.port ?? usual
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        origin = "\(scheme)://\(host)" + (port == usual ? "" : ":\(port)")
        target =
            (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath)
            + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    /// What the request's `Host` says.
    var authority: String { String(origin.drop { $0 != "/" }.dropFirst(2)) }

    /// It goes into a header as it is, so nothing in it may end a line.
    private static func isName(_ host: String) -> Bool {
        !host.isEmpty && host.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    }
}
