import Crypto
import Foundation

/// The HMAC-SHA1 signature of OAuth 1.0a, made anew to compare with the one that was sent.
struct OAuth1Signature: Sendable {
    let method: String
    /// Scheme, host and path as they were really called.
    let address: String
    /// Query, form and `oauth_*` parameters, without the signature.
    let parameters: [Pairs.Pair]

    var base: String {
        let sorted = parameters.map { (Pairs.encoded($0.name), Pairs.encoded($0.value)) }.sorted { $0 < $1 }
        let text = sorted.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return [method.uppercased(), Pairs.encoded(address), Pairs.encoded(text)].joined(separator: "&")
    }

    func value(consumerSecret: String, tokenSecret: String) -> String {
        let key = SymmetricKey(data: Data("\(Pairs.encoded(consumerSecret))&\(Pairs.encoded(tokenSecret))".utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Data(base.utf8), using: key)
        return Data(code).base64EncodedString()
    }

    /// Reads `OAuth a="b", c="d"` from the Authorization header.
    static func fields(of header: String) -> [String: String]? {
        guard header.lowercased().hasPrefix("oauth ") else { return nil }
        var fields: [String: String] = [:]
        for piece in header.dropFirst(6).split(separator: ",") {
            let halves = piece.trimmingCharacters(in: .whitespaces).split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let value = halves[1].trimmingCharacters(in: ["\""])
            fields[String(halves[0])] = value.removingPercentEncoding ?? value
        }
        return fields
    }
}
