import Foundation
import KicauCore
import Synchronization

@testable import KicauPlatforms

/// A line that puts its stamps on as the real one does, answers from a script, and keeps what left.
final class StampedLine: Line {
    struct Left: Sendable {
        let call: Call
        let headers: [String: String]

        var proof: JSONValue? { part(1) }
        var proofHead: JSONValue? { part(0) }

        private func part(_ place: Int) -> JSONValue? {
            let parts = (headers["dpop"] ?? "").split(separator: ".")
            return parts.count == 3 ? JSONValue(reading: Self.bytes(String(parts[place]))) : nil
        }

        private static func bytes(_ text: String) -> Data {
            let plain = text.replacing("-", with: "+").replacing("_", with: "/")
            return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)) ?? Data()
        }

        var form: [String: String] {
            guard case .form(let pairs) = call.body else { return [:] }
            return Dictionary(pairs, uniquingKeysWith: { _, last in last })
        }
    }

    private let script: ScriptedLine
    private let all = Mutex<[Left]>([])

    init(_ answers: [ScriptedLine.Answer]) { script = ScriptedLine(answers) }

    var left: [Left] { all.withLock { $0 } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let headers = (request.headers + (request.stamp?(.noon) ?? [])).map { ($0.0, $0.1.reveal()) }
        all.withLock {
            $0.append(Left(call: request, headers: Dictionary(headers, uniquingKeysWith: { _, last in last })))
        }
        return try await script.call(request, unit: unit)
    }
}

extension Sample {
    static let sessionKey = ES256Key()

    /// A session that was made on the network's page.
    static func bound(_ account: Account, token: String = "a1", refresh: String? = "r1") -> SignedIn {
        SignedIn(
            account: account,
            credentials: Credentials(
                accessToken: Redacted(token), refreshToken: refresh.map { Redacted($0) }, expires: .noon,
                scopes: Bluesky.scopes,
                binding: KeyBinding(
                    key: sessionKey.text, issuer: "https://door.example",
                    clientID: "https://kicau.example/oauth/client-metadata.json")),
            app: AppKeys(clientID: "", clientSecret: Redacted(""), seed: Redacted("a seed of this Kicau")))
    }
}
