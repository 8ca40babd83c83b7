package import Foundation
package import KicauCore
package import KicauStore

/// What is sealed of an account: its tokens.
struct SealedCredentials: Codable {
    let accessToken: String
    let refreshToken: String?

    init(_ credentials: Credentials) {
        accessToken = credentials.accessToken.reveal()
        refreshToken = credentials.refreshToken?.reveal()
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
        return Credentials(
            accessToken: Redacted(sealed.accessToken), refreshToken: sealed.refreshToken.map(Redacted.init),
            expires: row.expires, scopes: row.scopes)
    }

    func sealApp(_ secret: Redacted<String>, platform: PlatformID, server: String) throws -> Data {
        try vault.seal(secret.reveal(), for: "app \(platform) \(server)")
    }

    func openApp(_ row: AppKeysRow, platform: PlatformID, server: String) throws -> AppKeys {
        let secret: String = try vault.open(row.sealedSecret, for: "app \(platform) \(server)")
        return AppKeys(clientID: row.clientID, clientSecret: Redacted(secret), addresses: row.addresses)
    }
}
