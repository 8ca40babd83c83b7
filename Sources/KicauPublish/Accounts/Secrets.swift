package import Foundation
package import KicauCore
package import KicauStore

/// What is sealed of an account: its tokens, and the key they are tied to.
struct SealedCredentials: Codable {
    struct Binding: Codable {
        let key: String
        let issuer: String
        let clientID: String
    }

    let accessToken: String
    let refreshToken: String?
    let binding: Binding?

    init(_ credentials: Credentials) {
        accessToken = credentials.accessToken.reveal()
        refreshToken = credentials.refreshToken?.reveal()
        binding = credentials.binding.map {
            Binding(key: $0.key.reveal(), issuer: $0.issuer, clientID: $0.clientID)
        }
    }

    func opened(expires: Instant?, scopes: [String]) -> Credentials {
        Credentials(
            accessToken: Redacted(accessToken), refreshToken: refreshToken.map { Redacted($0) }, expires: expires,
            scopes: scopes,
            binding: binding.map { KeyBinding(key: Redacted($0.key), issuer: $0.issuer, clientID: $0.clientID) })
    }
}

/// Opening and sealing tokens and app secrets, each bound to the place it is kept in.
package struct Secrets: Sendable {
    let vault: Vault

    package init(vault: Vault) { self.vault = vault }

    package func seal(_ credentials: Credentials, of account: ID<Account>) throws -> Data {
        try vault.seal(SealedCredentials(credentials), for: "credential \(account)")
    }

    func open(_ row: CredentialRow, of account: ID<Account>) throws -> Credentials {
        let sealed: SealedCredentials = try vault.open(row.sealed, for: "credential \(account)")
        return sealed.opened(expires: row.expires, scopes: row.scopes)
    }

    func sealApp(_ secret: Redacted<String>, platform: PlatformID, server: String) throws -> Data {
        try vault.seal(secret.reveal(), for: "app \(platform) \(server)")
    }

    func openApp(_ row: AppKeysRow, platform: PlatformID, server: String) throws -> AppKeys {
        let secret: String = try vault.open(row.sealedSecret, for: "app \(platform) \(server)")
        return AppKeys(clientID: row.clientID, clientSecret: Redacted(secret), addresses: row.addresses)
    }

    /// The same on all nodes and at every start, as long as the vault's key is.
    func seed(of platform: PlatformID) -> Redacted<String> { vault.secret(for: "client \(platform)") }
}
