import Crypto
import Foundation
public import KicauCore
import KicauStore

/// The address that a workspace wants its warnings called out to.
public struct WarningHook: Sendable, Hashable {
    public let url: String
    public let setBy: String
    public let set: Instant

    public init(url: String, setBy: String, set: Instant) {
        self.url = url
        self.setBy = setBy
        self.set = set
    }
}

extension BudgetWarnings {
    public static let longestAddress = 2000
    public static let secretLengths = 16...200

    public func hook(for caller: Caller) async throws -> WarningHook? {
        try caller.must(.manage)
        return try await kit.store.read { try $0.warningHook(of: caller.workspace.id) }.map {
            WarningHook(url: $0.url, setBy: $0.setBy, set: $0.set)
        }
    }

    /// Gives the secret that each call is signed with. It is shown once: here it is kept sealed.
    ///
    /// - Parameter secret: the caller's own; nil: one is made.
    /// - Throws: `Problem` `.badInput`. That the address is no private one is seen to by the line, at each call.
    public func setHook(_ address: String, secret: Redacted<String>? = nil, by caller: Caller) async throws
        -> Redacted<String>
    {
        try caller.must(.manage)
        let url = try BudgetWarnings.checked(address)
        let secret = try secret.map(BudgetWarnings.checked) ?? Redacted(kit.makeName())
        let sealed = try kit.vault.seal(secret.reveal(), for: BudgetWarnings.place(caller.workspace.id))
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.setWarningHook(
                url, sealedSecret: sealed, by: caller.signature, of: caller.workspace.id, at: now)
        }
        return secret
    }

    public func dropHook(by caller: Caller) async throws {
        try caller.must(.manage)
        try await kit.store.write { try $0.dropWarningHook(of: caller.workspace.id) }
    }

    static func place(_ workspace: ID<Workspace>) -> String { "warning hook \(workspace)" }

    private static func checked(_ secret: Redacted<String>) throws(Problem) -> Redacted<String> {
        guard secretLengths.contains(secret.reveal().utf8.count) else {
            throw Problem(
                .badInput, "A secret has \(secretLengths.lowerBound) to \(secretLengths.upperBound) bytes.",
                do: "Send a longer one, made by chance.", field: "secret")
        }
        return secret
    }

    private static func checked(_ address: String) throws(Problem) -> String {
        let text = address.trimmingWhitespace
        guard text.utf8.count <= longestAddress, let parts = URLComponents(string: text), parts.scheme == "https",
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil,
            text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 32 && $0.value != 127 })
        else {
            throw Problem(
                .badInput, "That is no address that a warning can be called out to.",
                do: "Write it like https://example.org/hooks/kicau: https, no user or password in it, no spaces.",
                field: "url")
        }
        return text
    }
}

/// How a call proves whom it comes from: HMAC-SHA256, under the workspace's secret, of the time and the very bytes sent.
enum WarningSignature {
    static let header = "kicau-signature"

    /// "t=1780279200,v1=5f3a…": whoever checks it refuses times that are long past, so that no call can be played again.
    static func value(of body: [UInt8], at now: Instant, secret: Redacted<String>) -> String {
        let time = String(now.seconds)
        let key = SymmetricKey(data: Data(secret.reveal().utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(time).".utf8) + Data(body), using: key)
        return "t=\(time),v1=" + code.hex
    }
}
