import CSodium
import Foundation
import KicauCore

/// Unguessable words for cookies, keys and links.
enum Tokens {
    /// So many random bytes (16 at least) as base64url without padding: 32 bytes are 43 characters.
    static func make(bytes count: Int = 32) throws(Problem) -> Redacted<String> {
        try Sodium.start()
        var bytes = [UInt8](repeating: 0, count: max(16, count))
        randombytes_buf(&bytes, bytes.count)
        let text = Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return Redacted(text)
    }
}

enum Sodium {
    /// Seeds libsodium once a process; nothing of it may be used before.
    static func start() throws(Problem) {
        guard isReady else {
            throw Problem(
                .broken, "The cryptography library did not start.",
                do: "Reinstall libsodium (Debian: libsodium23), then start again."
            )
        }
    }

    private static let isReady = sodium_init() >= 0
}
