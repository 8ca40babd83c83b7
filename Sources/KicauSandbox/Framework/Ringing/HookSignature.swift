import Crypto
import Foundation
import KicauCore

/// HMAC-SHA256 of a body with the app's secret, in the two ways in which networks write it.
enum HookSignature {
    static func hex(_ bytes: Data, secret: String) -> String { code(bytes, secret).hex }

    static func base64(_ bytes: Data, secret: String) -> String { Data(code(bytes, secret)).base64EncodedString() }

    private static func code(_ bytes: Data, _ secret: String) -> HashedAuthenticationCode<SHA256> {
        HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Data(secret.utf8)))
    }
}
