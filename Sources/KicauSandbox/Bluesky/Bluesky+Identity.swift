import Crypto
import Foundation
import KicauCore

/// Handles, DIDs and the documents that bind them.
extension BlueskySimulator {
    func addIdentityRoutes(to routes: inout Routes) {
        routes.on("GET", "/xrpc/com.atproto.identity.resolveHandle", at: .read, resolveHandle)
        routes.on("GET", "/xrpc/com.atproto.server.describeServer", at: .read, describeServer)
        routes.on("GET", "/xrpc/com.atproto.repo.describeRepo", at: .read, describeRepo)
        routes.on("GET", "/xrpc/app.bsky.actor.getProfile", at: .read, getProfile)
        routes.on("GET", "/.well-known/atproto-did", at: .read, wellKnownDID)
        routes.on("GET", "/.well-known/did.json", at: .read, serverDocument)
        routes.on("GET", "/_rehearsal/plc/{did}", at: .read, directory)
        // As the real directory has them: right behind its address (web.plc.directory, read 2026-08-20).
        routes.on("GET", "/{did}", at: .read) { call in
            call["did"].hasPrefix("did:") ? try await directory(call) : notFound(call)
        }
    }

    /// The server's own identity: its address, the colon of the port escaped as did:web asks.
    var serverDID: String {
        "did:web:" + host.replacing(":", with: "%3A")
    }

    var host: String { ground.origin.replacing("https://", with: "").replacing("http://", with: "") }

    func person(named name: String) -> Person? {
        ground.person(name) ?? ground.person(handle: name.hasPrefix("@") ? String(name.dropFirst()) : name)
    }

    func didDocument(of person: Person) -> JSONValue {
        [
            "@context": [
                "https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1",
                "https://w3id.org/security/suites/ecdsa-2019/v1",
            ],
            "id": .string(person.id),
            "alsoKnownAs": [.string("at://\(person.handle)")],
            "verificationMethod": [
                [
                    "id": .string("\(person.id)#atproto"), "type": "Multikey", "controller": .string(person.id),
                    "publicKeyMultibase": .string(Self.multikey(seed: "\(ground.settings.seed) \(person.id)")),
                ]
            ],
            "service": [
                [
                    "id": "#atproto_pds", "type": "AtprotoPersonalDataServer",
                    "serviceEndpoint": .string(ground.origin),
                ]
            ],
        ]
    }

    /// A P-256 public key as a multikey: the prefix of that curve, then the point, in base58.
    private static func multikey(seed: String) -> String {
        let scalar = SHA256.hash(data: Data(seed.utf8))
        let derived = try? P256.Signing.PrivateKey(rawRepresentation: Data(scalar))  // one digest in 2^32 is no scalar
        let key = derived ?? P256.Signing.PrivateKey()
        return "z" + Base58.text(of: [0x80, 0x24] + key.publicKey.compressedRepresentation)
    }

    @Sendable private func resolveHandle(_ call: Call) async throws -> Reply {
        guard let handle = call.query["handle"] else { throw XRPCError.missing("handle") }
        guard let person = ground.person(handle: handle) else { throw XRPCError.invalid("Unable to resolve handle") }
        return .json(["did": .string(person.id)])
    }

    @Sendable private func describeServer(_ call: Call) async throws -> Reply {
        .json([
            "did": .string(serverDID), "availableUserDomains": [".test"], "inviteCodeRequired": false,
            "phoneVerificationRequired": false, "links": [:], "contact": [:],
        ])
    }

    @Sendable private func describeRepo(_ call: Call) async throws -> Reply {
        guard let name = call.query["repo"] else { throw XRPCError.missing("repo") }
        guard let person = person(named: name) else { throw XRPCError.invalid("Could not find user: \(name)") }
        let collections = Set(records(of: person.id).map(\.uri.collection)).sorted()
        return .json([
            "did": .string(person.id), "handle": .string(person.handle), "handleIsCorrect": true,
            "didDoc": didDocument(of: person), "collections": .array(collections.map(JSONValue.string)),
        ])
    }

    @Sendable private func getProfile(_ call: Call) async throws -> Reply {
        guard let name = call.query["actor"] else { throw XRPCError.missing("actor") }
        guard let person = person(named: name) else { throw XRPCError.invalid("Profile not found") }
        let count = ground.listing { $0.account == person.id }.count
        let more: [String: JSONValue] = [
            "description": .string(person.bio), "followersCount": .integer(Int64(person.followers)),
            "followsCount": 0, "postsCount": .integer(Int64(count)),
            "indexedAt": .string(RecordTime.text(ofMs: ground.nowMs)),
        ]
        return .json(.object((author(person).object ?? [:]).merging(more) { $1 }))
    }

    func author(_ person: Person) -> JSONValue {
        ["did": .string(person.id), "handle": .string(person.handle), "displayName": .string(person.name)]
    }

    /// Asked at a person's own name, as a browser or a resolver would with the handle for a host.
    @Sendable private func wellKnownDID(_ call: Call) async throws -> Reply {
        let asked = (call[header: "host"] ?? "").split(separator: ":").first.map(String.init) ?? ""
        guard let person = ground.person(handle: asked) else { return .text("User not found", status: 404) }
        return .text(person.id)
    }

    @Sendable private func serverDocument(_ call: Call) async throws -> Reply {
        .json([
            "@context": ["https://www.w3.org/ns/did/v1"], "id": .string(serverDID),
            "service": [
                [
                    "id": "#atproto_pds", "type": "AtprotoPersonalDataServer",
                    "serviceEndpoint": .string(ground.origin),
                ]
            ],
        ])
    }

    /// Stands in for plc.directory.
    @Sendable private func directory(_ call: Call) async throws -> Reply {
        guard let person = ground.person(call["did"]) else {
            return .json(["message": .string("DID not registered: \(call["did"])")], status: 404)
        }
        return .json(didDocument(of: person))
    }
}

/// The alphabet of Bitcoin addresses: no zero, no capital o and i, no small l.
enum Base58 {
    private static let letters = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    static func text(of bytes: some Sequence<UInt8>) -> String {
        var digits: [Int] = []
        var zeros = 0
        for byte in bytes {
            if byte == 0, digits.isEmpty { zeros += 1 }
            var carry = Int(byte)
            for place in digits.indices {
                carry += digits[place] << 8
                digits[place] = carry % 58
                carry /= 58
            }
            while carry > 0 {
                digits.append(carry % 58)
                carry /= 58
            }
        }
        let ones = Array(repeating: letters[0], count: zeros)
        return String(decoding: ones + digits.reversed().map { letters[$0] }, as: UTF8.self)
    }
}
