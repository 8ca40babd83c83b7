import Crypto
import Foundation
import KicauCore

/// The calls that Meta's products make to us, alike on Facebook, Instagram and Threads.
///
/// developers.facebook.com, Webhooks: getting started; read 2026-11-27 as stored.
enum MetaKnock {
    /// - Parameters:
    ///   - object: the product's word for itself: "page", "instagram", "threads".
    ///   - app: the one that the product knows: its secret signs what comes.
    ///   - hints: the numbers that a body names, by account.
    static func heard(
        _ knock: Knock, object: String, app: AppKeys, word: String,
        hints: (JSONValue) -> [String: [Hint]] = { _ in [:] }
    ) -> Knocked {
        heard(knock, app: app, word: word, hints: hints) { entries(of: $0, object: object) }
    }

    /// - Parameter accounts: whom a body tells of; nil: it is not understood.
    static func heard(
        _ knock: Knock, app: AppKeys, word: String, hints: (JSONValue) -> [String: [Hint]] = { _ in [:] },
        accounts: (JSONValue) -> Set<String>?
    ) -> Knocked {
        switch knock.method {
        case .get: challenge(knock.query, word: word)
        case .post: rings(knock, secret: app.clientSecret, accounts, hints)
        }
    }

    /// It wants its own text back from whoever knows the word.
    private static func challenge(_ query: [String: String], word: String) -> Knocked {
        guard query["hub.mode"] == "subscribe", let challenge = query["hub.challenge"] else {
            return .refused(notUnderstood)
        }
        guard !word.isEmpty, let said = query["hub.verify_token"], isSame(said, word) else {
            return .refused(wrongWord)
        }
        return .challenged(type: "text/plain", body: challenge)
    }

    private static func rings(
        _ knock: Knock, secret: Redacted<String>, _ accounts: (JSONValue) -> Set<String>?,
        _ hints: (JSONValue) -> [String: [Hint]]
    ) -> Knocked {
        guard isSigned(knock, secret) else { return .refused(notSigned) }
        guard let body = JSONValue(reading: Data(knock.body)), let named = accounts(body) else {
            return .refused(notUnderstood)
        }
        return .rings(for: named, hints: hints(body))
    }

    /// One body may tell of several accounts. The words it tells of them are not read.
    private static func entries(of body: JSONValue, object: String) -> Set<String>? {
        guard body["object"]?.string == object, let entries = body["entry"]?.array else { return nil }
        return Set(entries.compactMap { $0["id"]?.string })
    }

    /// Of the bytes as they came: Meta writes `é` as `\u00e9`, and another reader of JSON would not.
    ///
    /// Without a secret anybody could sign, so nothing counts as signed then.
    private static func isSigned(_ knock: Knock, _ secret: Redacted<String>) -> Bool {
        let lead = "sha256="
        guard !secret.reveal().isEmpty, let header = knock.headers["x-hub-signature-256"], header.hasPrefix(lead),
            let code = bytes(ofHex: header.dropFirst(lead.count))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Data(knock.body), using: SymmetricKey(data: Data(secret.reveal().utf8)))
    }

    private static func bytes(ofHex text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count == SHA256.byteCount * 2 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// How long it takes tells nothing of where they differ: digests are compared, in constant time.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        SHA256.hash(data: Data(a.utf8)) == SHA256.hash(data: Data(b.utf8))
    }

    private static let notSigned: Sentence = "The call is not signed with the app's secret."
    private static let wrongWord: Sentence = "The call does not know the word that was agreed on."
    private static let notUnderstood: Sentence = "The call is not of the kind that was expected."
}
