import Crypto
import Foundation
import KicauCore

/// A JSON web token signed with a P-256 key (RFC 7515, ES256), taken apart.
struct SignedWord: Sendable {
    let head: JSONValue
    let claims: JSONValue
    private let signed: Data
    private let signature: Data

    /// Nil: it has not the form of one.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64.bytes(of: parts[0]), let claims = Base64.bytes(of: parts[1]),
            let signature = Base64.bytes(of: parts[2]), let headJSON = JSONValue(reading: Data(head)),
            let claimsJSON = JSONValue(reading: Data(claims)), headJSON.object != nil, claimsJSON.object != nil
        else { return nil }
        self.head = headJSON
        self.claims = claimsJSON
        signed = Data("\(parts[0]).\(parts[1])".utf8)
        self.signature = Data(signature)
    }

    func isSigned(by key: PublicKey) -> Bool {
        guard head["alg"]?.string == "ES256",
            let mark = try? P256.Signing.ECDSASignature(rawRepresentation: signature)  // nil: it is none
        else { return false }
        return key.key.isValidSignature(mark, for: signed)
    }
}

/// The public half of a P-256 key, as JSON shows it (RFC 7517).
struct PublicKey: Sendable {
    fileprivate let key: P256.Signing.PublicKey
    private let x: String
    private let y: String

    /// Nil: it is no such key, or shows what nobody may see.
    init?(_ shown: JSONValue?) {
        guard let shown, shown["kty"]?.string == "EC", shown["crv"]?.string == "P-256", shown["d"] == nil,
            let x = shown["x"]?.string, let y = shown["y"]?.string, let left = Base64.bytes(of: x),
            let right = Base64.bytes(of: y), left.count == 32, right.count == 32,
            let key = try? P256.Signing.PublicKey(x963Representation: [0x04] + left + right)  // nil: not on the curve
        else { return nil }
        self.key = key
        self.x = x
        self.y = y
    }

    /// Its name (RFC 7638): the hash of its necessary members in the order of the alphabet.
    var thumbprint: String {
        let text = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"\(x)\",\"y\":\"\(y)\"}"
        return Base64.webText(of: SHA256.hash(data: Data(text.utf8)))
    }
}
