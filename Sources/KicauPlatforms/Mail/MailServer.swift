import Foundation
public import KicauCore

/// Where mail is handed in: "smtps://user:password@mail.example.org:465?from=kicau@example.org".
public struct MailServer: Sendable {
    public enum Security: Sendable, Hashable {
        /// TLS from the first byte.
        case implicit
        /// TLS when the server offers it; a password is never said without.
        case startTLS
    }

    public let host: String
    public let port: Int
    public let security: Security
    public let user: String?
    public let password: Redacted<String>?
    public let from: String
    /// A file with the certificate of one's own authority.
    public let authorityPath: String?

    /// Nil for any other text.
    public init?(_ address: String) {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty,
            parts.path.isEmpty || parts.path == "/"
        else { return nil }
        switch parts.scheme {
        case "smtps": security = .implicit
        case "smtp": security = .startTLS
        default: return nil  // a text from outside
        }
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        port = parts.port ?? (security == .implicit ? 465 : 587)
        user = parts.user
        password = parts.password.map { Redacted($0) }
        let options = Dictionary(
            (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        guard Set(options.keys).isSubset(of: ["from", "ca"]) else { return nil }
        authorityPath = options["ca"]
        let sender = options["from"] ?? (user?.contains("@") == true ? user : nil) ?? "kicau@\(host)"
        guard MailServer.isAddress(sender) else { return nil }
        from = sender
    }

    /// What may stand between < and > in a command: one @, and nothing that ends a line or the bracket.
    static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        return halves.count == 2 && !halves.contains("") && text.utf8.count <= 254
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }
}
