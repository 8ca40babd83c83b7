import CSodium
import Foundation
import KicauCore

/// Passwords as Argon2id hashes in libsodium's text form, which carries its own salt and cost.
///
/// Each check takes 50 to 100 ms of one core on purpose: do it off the cooperative pool, after the rate limit.
enum Passwords {
    /// 64 MiB and two passes: libsodium's "interactive" cost, above OWASP's floor of 19 MiB and two passes (2024).
    ///
    /// More passes slow a sign-in on a small board to seconds; more memory could stop a 1 GB machine under load.
    private static let passes: UInt64 = 2
    private static let memory = 64 << 20

    static let shortest = 10
    /// Hashing takes any length, reading a form must not.
    static let longest = 1024

    /// - Throws: `Problem` `.weakPassword`: too short, too long, or one that everybody tries first.
    static func hash(_ password: Redacted<String>) throws(Problem) -> String {
        try check(password)
        return try hash(anything: bytes(of: password))
    }

    /// Is this the password? An unreadable hash and an overlong password cost the same time and are a no.
    static func verify(_ password: Redacted<String>, against hash: String) throws(Problem) -> Bool {
        try Sodium.start()
        let bytes = bytes(of: password)
        let takes = bytes.count <= longest && hash.utf8.count < Int(crypto_pwhash_strbytes()) && hash.hasPrefix(prefix)
        let asked = takes ? hash : try decoy.get()
        let tried = takes ? bytes : Array(bytes.prefix(longest))
        return matches(tried, asked) && takes
    }

    /// What to check against when nobody has that e-mail address, so that the answer takes as long as for a real user.
    ///
    /// Nobody knows its password: it is random and forgotten at once.
    static let decoy: Result<String, Problem> = Result { () throws(Problem) in
        try hash(anything: Array(Tokens.make(bytes: 32).reveal().utf8))
    }

    /// Was the hash made with another cost than today's? Then hash the password again after a good sign-in.
    static func needsRehash(_ hash: String) throws(Problem) -> Bool {
        try Sodium.start()
        return crypto_pwhash_str_needs_rehash(hash, passes, memory) != 0
    }

    private static let prefix = "$argon2id$"

    private static func check(_ password: Redacted<String>) throws(Problem) {
        let count = bytes(of: password).count
        guard count >= shortest else {
            throw Problem(
                .weakPassword, "This password is too short.",
                do: "Use at least \(shortest) characters: three or four words are easy to keep in mind.",
                field: "password"
            )
        }
        guard count <= longest else {
            throw Problem(
                .weakPassword, "This password is too long.", do: "Use at most \(longest) bytes.", field: "password"
            )
        }
        guard !CommonPasswords.contains(password.reveal()) else {
            throw Problem(
                .weakPassword, "Many people use this password, so it is tried first by those who break in.",
                do: "Think of three or four words of your own.", field: "password"
            )
        }
    }

    /// One spelling for what looks the same: an é typed on a phone and on a laptop may differ in bytes (NIST SP 800-63B).
    private static func bytes(of password: Redacted<String>) -> [UInt8] {
        Array(password.reveal().precomposedStringWithCompatibilityMapping.utf8)
    }

    private static func hash(anything bytes: [UInt8]) throws(Problem) -> String {
        try Sodium.start()
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_strbytes()))
        let failed = crypto_pwhash_str_alg(
            &text, bytes.map(CChar.init(bitPattern:)), UInt64(bytes.count), passes, memory, crypto_pwhash_ALG_ARGON2ID13
        )
        guard failed == 0 else {
            throw Problem(
                .broken, "There was not enough memory to keep the password safely.",
                do: "Free 64 MB of memory, then try again.", cause: "crypto_pwhash_str_alg failed"
            )
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func matches(_ bytes: [UInt8], _ hash: String) -> Bool {
        crypto_pwhash_str_verify(hash, bytes.map(CChar.init(bitPattern:)), UInt64(bytes.count)) == 0
    }
}
