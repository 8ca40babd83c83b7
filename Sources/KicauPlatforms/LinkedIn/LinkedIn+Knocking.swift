import Crypto
import Foundation
public import KicauCore

/// The calls that LinkedIn makes to us: learn.microsoft.com, Webhook validation and Organization social action
/// notifications, read 2026-11-27 as stored.
extension LinkedIn {
    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        switch knock.method {
        case .get: LinkedIn.challenge(knock.query, app.clientSecret)
        case .post: LinkedIn.rings(knock, app.clientSecret)
        }
    }

    /// Comes every two hours; after three wrong answers LinkedIn calls no more.
    ///
    /// Whoever asks gets a text signed, so nothing is signed that could pass for a call of LinkedIn's: those hold an object.
    private static func challenge(_ query: [String: String], _ secret: Redacted<String>) -> Knocked {
        guard let code = query["challengeCode"], (1...256).contains(code.utf8.count), !code.contains("{") else {
            return .refused(notUnderstood)
        }
        guard !secret.reveal().isEmpty else { return .refused(notSigned) }
        let answer: JSONValue = [
            "challengeCode": .string(code), "challengeResponse": .string(hex(Data(code.utf8), secret)),
        ]
        return .challenged(type: "application/json", body: answer.text)
    }

    private static func rings(_ knock: Knock, _ secret: Redacted<String>) -> Knocked {
        guard isSigned(knock, secret) else { return .refused(notSigned) }
        guard let body = JSONValue(reading: Data(knock.body)),
            body["type"]?.string == "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS",
            let told = body["notifications"]?.array
        else { return .refused(notUnderstood) }
        let heard = told.filter { ["COMMENT", LinkedIn.mention].contains($0["action"]?.string) }
        let pages = heard.compactMap { $0["organizationalEntity"]?.string }
        return .rings(for: Set(pages.filter { $0.hasPrefix("urn:li:organization:") }))
    }

    /// LinkedIn signs the bytes with a word before them. Whether the header has the word too is not told clearly.
    ///
    /// Without a secret anybody could sign, so nothing counts as signed then.
    private static func isSigned(_ knock: Knock, _ secret: Redacted<String>) -> Bool {
        let lead = "hmacsha256="
        guard !secret.reveal().isEmpty, let header = knock.headers["x-li-signature"] else { return false }
        let given = header.hasPrefix(lead) ? header.dropFirst(lead.count) : header[...]
        // Digests are compared in constant time, texts are not.
        let ours = hex(Data(lead.utf8) + Data(knock.body), secret)
        return SHA256.hash(data: Data(given.utf8)) == SHA256.hash(data: Data(ours.utf8))
    }

    private static func hex(_ bytes: Data, _ secret: Redacted<String>) -> String {
        let key = SymmetricKey(data: Data(secret.reveal().utf8))
        return HMAC<SHA256>.authenticationCode(for: bytes, using: key).hex
    }

    private static let notSigned: Sentence = "The call is not signed with the app's secret."
    private static let notUnderstood: Sentence = "The call is not of the kind that was expected."
}
