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
    static func heard(_ knock: Knock, object: String, app: AppKeys, word: String) -> Knocked {
        heard(knock, app: app, word: word) { entries(of: $0, object: object) }
    }

    /// - Parameter accounts: whom a body tells of; nil: it is not understood.
    static func heard(
        _ knock: Knock, app: AppKeys, word: String, accounts: (JSONValue) -> Set<String>?
    ) -> Knocked {
        switch knock.method {
        case .get: challenge(knock.query, word: word)
        case .post: rings(knock, secret: app.clientSecret, accounts)
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
        _ knock: Knock, secret: Redacted<String>, _ accounts: (JSONValue) -> Set<String>?
    ) -> Knocked {
        guard isSigned(knock, secret) else { return .refused(notSigned) }
        guard let named = JSONValue(reading: Data(knock.body)).flatMap(accounts) else {
            return .refused(notUnderstood)
        }
        return .rings(for: named)
    }

    /// One body may tell of several accounts. What it tells of them is not read.
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
