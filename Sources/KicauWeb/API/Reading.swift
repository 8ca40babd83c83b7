import Crypto
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish
import NIOCore

extension Request {
    /// The key out of `Authorization: Bearer kicau_…`.
    func apiKey() throws(Problem) -> Redacted<String> {
        let words = (headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer", words[1].utf8.count <= 200 else {
            throw Problem(
                .badKey, "This request carries no API key.",
                do: "Make a key under Settings and send it as Authorization: Bearer kicau_….")
        }
        return Redacted(String(words[1]))
    }

    /// What the sender calls this one change, so that it is never made twice.
    func idempotencyKey() throws(Problem) -> String {
        let key = headers[.idempotencyKey] ?? ""
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Problem(
                .missingIdempotencyKey, "A change needs an Idempotency-Key of 1 to 200 visible ASCII characters.",
                do: "Make a random one for each change, and send the same one when you repeat the request.")
        }
        return key
    }

    /// Streams a picture to disk; gives its path and the hash of its bytes.
    func keepPicture(in files: IncomingFiles) async throws -> (path: String, sha256: String) {
        try announcesAtMost(MediaRoom.uploadLimit)
        let file = try files.open()
        var hash = SHA256()
        var gauge = UploadGauge()
        for try await chunk in body {
            let bytes = Array(chunk.readableBytesView)
            try gauge.take(bytes)
            hash.update(data: bytes)
            try file.append(bytes)
        }
        try file.close()
        return (file.path, hash.finalize().hex)
    }
}

extension APIOperation {
    /// The query's fields, each known and of its shape.
    func checkedQuery(_ request: Request) throws(Problem) -> Form {
        let form = request.question
        for field in form.fields {
            guard let member = query.first(where: { $0.name == field.name }) else {
                let name = String(field.name.prefix(100))
                throw Problem(
                    .badInput, "\(name) is no parameter of this address.",
                    do: "Mend the request; /api/v1/openapi.json describes every field.", field: name)
            }
            try member.shape.element.check(member.shape.value(of: field.value), at: field.name)
            if case .list(_, let range) = member.shape, form.all(field.name).count > range.upperBound {
                try member.shape.check(.array(Array(repeating: .null, count: range.upperBound + 1)), at: field.name)
            }
        }
        return form
    }
}

extension Shape {
    /// A parameter that may be repeated has the shape of a list; each of its fields is one element.
    fileprivate var element: Shape {
        if case .list(let shape, _) = self { shape } else { self }
    }
}

extension JSONValue {
    /// A hash of a request is kept for a day; a password in it could be guessed from that.
    var withoutSecrets: JSONValue {
        guard case .object(var members) = self else { return self }
        members["password"] = nil
        members["keys"] = nil
        members["secret"] = nil
        return .object(members)
    }
}

/// Short names for long contents.
enum Fingerprint {
    static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
    static func hex(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hex }
}

extension HTTPField.Name {
    static let idempotencyKey = named("idempotency-key")
    static let idempotencyReplayed = named("idempotency-replayed")
}
