import Crypto
public import Foundation
public import KicauCore

/// Seals what must not be read from a stolen database: tokens, app secrets. ChaCha20-Poly1305.
public struct Vault: Sendable {
    private let key: SymmetricKey

    public init(key: [UInt8]) throws(Problem) {
        guard key.count == 32 else {
            throw Problem(
                .wrongKey, "The encryption key has \(key.count) bytes; it needs 32.",
                do:
                    "Set KICAU_KEY to 32 bytes in base64, as `openssl rand -base64 32` gives, or remove it to use the key file."
            )
        }
        self.key = SymmetricKey(data: key)
    }

    /// The key of the environment (base64), or of the key file, which is made at first start and readable by its owner only.
    public static func open(environmentKey: String?, keyPath: String) throws(Problem) -> Vault {
        if let text = environmentKey, !text.isEmpty {
            return try Vault(
                key: Array(Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? Data()))
        }
        if let data = FileManager.default.contents(atPath: keyPath) {
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return try Vault(key: Array(Data(base64Encoded: text) ?? Data()))
        }
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        let text = Data(fresh).base64EncodedString() + "\n"
        guard
            FileManager.default.createFile(
                atPath: keyPath, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else {
            throw Problem(
                .dataFolderUnusable, "The key file \(keyPath) could not be written.",
                do: "Check the data folder's permissions, or set KICAU_KEY.")
        }
        return try Vault(key: fresh)
    }

    /// Finds out before a key is made that this database was sealed with one that is not here.
    ///
    /// - Throws: `Problem` `.wrongKey`.
    public static func mustHaveKey(environmentKey: String?, keyPath: String, for store: Store) async throws {
        guard environmentKey?.isEmpty != false, !FileManager.default.fileExists(atPath: keyPath) else { return }
        guard try await store.read({ try $0.setting("vault_check") }) != nil else { return }
        throw Problem(
            .wrongKey, "This database was set up with an encryption key that is not on this machine.",
            do: "Set KICAU_KEY to it, or copy kicau.key from the first node to \(keyPath).")
    }

    /// `place` names where it is kept ("credential 12"), so that a sealed value moved elsewhere does not open.
    public func seal(_ secret: some Encodable, for place: String) throws -> Data {
        let plain = Data(try JSONText.encode(secret).utf8)
        return try ChaChaPoly.seal(plain, using: key, authenticating: Data(place.utf8)).combined
    }

    /// - Throws: `Problem` `.wrongKey` when it was sealed with another key or for another place.
    public func open<Secret: Decodable>(_ sealed: Data, as: Secret.Type = Secret.self, for place: String) throws
        -> Secret
    {
        let plain: Data
        do {
            plain = try ChaChaPoly.open(
                ChaChaPoly.SealedBox(combined: sealed), using: key, authenticating: Data(place.utf8))
        } catch {
            throw Vault.wrong
        }
        return try JSONText.decode(Secret.self, from: String(decoding: plain, as: UTF8.self))
    }

    /// A secret of its own for a purpose, which needs to be kept nowhere.
    public func secret(for purpose: String) -> Redacted<String> {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data("kicau \(purpose)".utf8), outputByteCount: 32)
        return Redacted(derived.withUnsafeBytes { Data($0).base64EncodedString() })
    }

    /// Finds out at start-up, not at the first send, that the key is not the one this database was sealed with.
    public func check(against store: Store) async throws {
        let place = "vault check"
        let fresh = try seal("kicau", for: place).base64EncodedString()
        let kept = try await store.write { tx in
            if let kept = try tx.setting("vault_check") { return kept }
            try tx.setSetting("vault_check", to: fresh)
            return fresh
        }
        let word: String = try open(Data(base64Encoded: kept) ?? Data(), for: place)
        guard word == "kicau" else { throw Vault.wrong }
    }

    private static let wrong = Problem(
        .wrongKey, "The encryption key is not the one this data folder was made with.",
        do: "Put back the key file kicau.key, or set KICAU_KEY to the key that was used before.")
}

/// SHA-256 as lower-case hex, for content addresses and for looking up secrets we do not keep.
public enum Digest {
    public static func hex(_ text: String) -> String { hex(Array(text.utf8)) }

    public static func hex(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hex }

    /// Of a file, read piece by piece.
    public static func hex(ofFileAt path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }  // read only: nothing is lost if closing fails
        var hash = SHA256()
        while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty { hash.update(data: chunk) }
        return hash.finalize().hex
    }
}
