import Crypto
import Foundation
import KicauCore

/// One of Meta's graphs as one token sees it.
struct Graph: Sendable {
    /// With the version: "https://graph.facebook.com/v23.0".
    let base: String
    let token: Redacted<String>
    /// Proves that the caller knows the app's secret; only graph.facebook.com asks for it.
    let proof: String?
    let table: ErrorTable

    init(base: String, token: Redacted<String>, proof: String? = nil, table: ErrorTable) {
        self.base = base
        self.token = token
        self.proof = proof
        self.table = table
    }

    func get(_ path: String, fields: String? = nil, query: [(String, String)] = []) -> Call {
        let asked = fields.map { [("fields", $0)] } ?? []
        return Call(.get, base + "/" + path, query: asked + query + proven, headers: [bearer])
    }

    func post(
        _ path: String, form: [(String, String)], deadline: Duration = .seconds(20), isCommit: Bool = false
    ) -> Call {
        Call(
            .post, base + "/" + path, headers: [bearer], body: .form(form + proven), deadline: deadline,
            isCommit: isCommit)
    }

    /// Sends a picture's bytes as the field `source`.
    func upload(_ path: String, form: [(String, String)], picture: FittedMedia, isCommit: Bool = false) -> Call {
        let fileName = picture.mimeType == "image/png" ? "picture.png" : "picture.jpg"
        let file = Call.FilePart(field: "source", fileName: fileName, type: picture.mimeType, path: picture.path)
        return upload(path, form: form, file: file, deadline: .seconds(60), isCommit: isCommit)
    }

    /// Sends a file, or a piece of it, in a multipart form.
    func upload(
        _ path: String, form: [(String, String)], file: Call.FilePart, deadline: Duration, isCommit: Bool = false
    ) -> Call {
        Call(
            .post, base + "/" + path, headers: [bearer], body: .multipart(form + proven, files: [file]),
            deadline: deadline, isCommit: isCommit)
    }

    func delete(_ path: String) -> Call {
        Call(.delete, base + "/" + path, query: proven, headers: [bearer])
    }

    /// Hex HMAC-SHA256 of the token under the app's secret.
    static func proof(of token: Redacted<String>, secret: Redacted<String>) -> String {
        let key = SymmetricKey(data: Data(secret.reveal().utf8))
        return HMAC<SHA256>.authenticationCode(for: Data(token.reveal().utf8), using: key).hex
    }

    private var bearer: (String, Redacted<String>) { ("authorization", Redacted("Bearer " + token.reveal())) }
    private var proven: [(String, String)] { proof.map { [("appsecret_proof", $0)] } ?? [] }
}

extension AppKeys {
    /// The Graph version calls are made with, unless the operator sets "graphVersion".
    func graphVersion(_ usual: Fact<String>) -> String { addresses["graphVersion"] ?? usual.value }
}

/// What the three networks of the family have in common.
enum Meta {
    static let graphVersion = Fact(
        "v23.0", from: "developers.facebook.com, Graph API changelog: a version lives two years", read: "2026-10-10")

    /// A token younger than this is not renewed by the networks.
    static let youngest = Duration.days(1)
    /// Life of a long-lived token.
    static let tokenLife = Duration.days(60)
}
