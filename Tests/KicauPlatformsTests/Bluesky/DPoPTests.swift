import Crypto
import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A proof of a session's key")
struct DPoPProofTests {
    /// Made with `cryptography` of Python from SHA-256 of "kicau test key", and checked against RFC 7638 and 9449 there.
    private static let key = "WMVvDIIbjHL-62xvB-r8K8TLD0WYV569ylC1vi_6FM8"
    private static let thumbprint = "XX-mMrzazcD-tvIWNh3iBmFyY-0pdTN9kDmDZ-QuBnM"
    private static let signed =
        "eyJhbGciOiJFUzI1NiIsImp3ayI6eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImZSeUZqMnVSSUxlaEhtZVozcDVPTmZnWkdrM28xbjM5V055Z3EwdFRJeWMiLCJ5IjoiR3Vvb1I4dVF5b0ZQWjdBRzlyWEtZbFRLM1B3Nk1mdWVSWDM2Z0h4QmhwNCJ9LCJ0eXAiOiJkcG9wK2p3dCJ9.eyJhdGgiOiJmVUh5TzJyMlozRFo1M0VzTnJXQmIweFdYb2FOeTU5SWlLQ0Fxa3NtUUVvIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vcGRzLmV4YW1wbGUveHJwYy9jb20uYXRwcm90by5yZXBvLnB1dFJlY29yZCIsImlhdCI6MTc5NTUyMTYwMCwianRpIjoib25lIiwibm9uY2UiOiJuMSJ9"
    /// The access token of RFC 9449, section 7.1.
    private static let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"

    @Test func `says method, address, time, nonce and token, byte for byte`() throws {
        let key = try #require(ES256Key(Redacted(Self.key)))
        let proof = DPoPProof(
            method: .post, url: "https://pds.example/xrpc/com.atproto.repo.putRecord?a=1#b",
            token: Redacted(Self.token), nonce: "n1", id: "one", at: .noon)

        let text = try #require(proof.signed(by: key))

        #expect(text.hasPrefix(Self.signed + "."))
        #expect(DPoPProof.hash(of: Redacted(Self.token)) == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo")
        #expect(key.thumbprint == Self.thumbprint)
    }

    @Test func `is signed with the key it shows`() throws {
        let raw = try #require(Data(base64Encoded: Self.key.replacing("-", with: "+").replacing("_", with: "/") + "="))
        let own = try P256.Signing.PrivateKey(rawRepresentation: raw).publicKey
        let text = try #require(ES256Key(Redacted(Self.key))?.token([:], ["iss": "a"]))
        let cut = try #require(text.lastIndex(of: "."))
        let plain = text[text.index(after: cut)...].replacing("-", with: "+").replacing("_", with: "/")
        let mark = try P256.Signing.ECDSASignature(rawRepresentation: try #require(Data(base64Encoded: plain + "==")))

        #expect(own.isValidSignature(mark, for: Data(text[..<cut].utf8)))
    }

    @Test func `leaves out nonce and token where there are none, and never repeats its name`() throws {
        let bare = DPoPProof(
            method: .get, url: "https://a.example/x", token: nil, nonce: nil, id: DPoPProof.newID(), at: .noon)
        let text = try #require(bare.signed(by: ES256Key()))

        #expect(text.split(separator: ".").count == 3)
        #expect(Set((0..<100).map { _ in DPoPProof.newID() }).count == 100)
    }

    @Test func `a key is read as it was written, and one from a seed is always the same`() {
        let key = ES256Key()

        #expect(ES256Key(key.text)?.thumbprint == key.thumbprint)
        #expect(ES256Key(Redacted("no key")) == nil)
        #expect(
            ES256Key(from: Redacted("seed"), for: "client").thumbprint
                == ES256Key(from: Redacted("seed"), for: "client").thumbprint)
        #expect(
            ES256Key(from: Redacted("seed"), for: "client").thumbprint
                != ES256Key(from: Redacted("other"), for: "client").thumbprint)
    }
}

@Suite("A line with proofs")
struct DPoPLineTests {
    private static let wants = ScriptedLine.Answer.reply(
        401, #"{"error":"use_dpop_nonce","message":"…"}"#, [("DPoP-Nonce", "n1")])

    private func proving(_ answers: ScriptedLine.Answer..., token: String? = "a1") -> (DPoPLine, StampedLine) {
        let line = StampedLine(answers)
        return (
            DPoPLine(line: line, key: ES256Key(), token: token.map { Redacted($0) }, nonces: DPoPNonces()), line
        )
    }

    /// The line is tested here, no connector: what is sent is made up.
    private static let unit = MeterUnit("proof")

    private static func call(_ url: String = "https://pds.example/xrpc/a", token: String = "a1") -> Call {
        Call(.post, url, headers: [("authorization", Redacted("Bearer \(token)"))], isCommit: true)
    }

    @Test func `puts the token behind DPoP and a proof beside it`() async throws {
        let (line, left) = proving(.reply(200, "{}"))

        _ = try await line.call(Self.call(), unit: Self.unit)

        let sent = try #require(left.left.first)
        #expect(sent.headers["authorization"] == "DPoP a1")
        #expect(sent.proof?["htu"] == "https://pds.example/xrpc/a" && sent.proof?["htm"] == "POST")
        #expect(sent.proof?["iat"]?.int == Int(Instant.noon.ms / 1000))
        #expect(sent.proofHead?["typ"] == "dpop+jwt" && sent.proofHead?["jwk"]?["d"] == nil)
    }

    @Test func `makes a call once more with the server's word, and with another name`() async throws {
        let (line, left) = proving(Self.wants, .reply(200, "{}"), .reply(200, "{}"))

        let first = try await line.call(Self.call(), unit: Self.unit)
        _ = try await line.call(Self.call(), unit: Self.unit)

        #expect(first.status == 200)
        #expect(left.left.map { $0.proof?["nonce"]?.string } == [nil, "n1", "n1"])
        #expect(Set(left.left.compactMap { $0.proof?["jti"]?.string }).count == 3)
    }

    @Test func `follows the word when it turns, also from a yes, and keeps it by server`() async throws {
        let (line, left) = proving(
            .reply(200, "{}", [("DPoP-Nonce", "n1")]), .reply(200, "{}", [("DPoP-Nonce", "n2")]), .reply(200, "{}"),
            .reply(200, "{}"))

        for _ in 0..<3 { _ = try await line.call(Self.call(), unit: Self.unit) }
        _ = try await line.call(Self.call("https://other.example/x"), unit: Self.unit)

        #expect(left.left.map { $0.proof?["nonce"]?.string } == [nil, "n1", "n2", nil])
    }

    @Test func `asks twice at most, and not at all without a word to say`() async throws {
        let (stubborn, twice) = proving(Self.wants, Self.wants, .reply(200, "{}"))
        let (mute, once) = proving(.reply(401, #"{"error":"use_dpop_nonce"}"#), .reply(200, "{}"))

        let answer = try await stubborn.call(Self.call(), unit: Self.unit)
        _ = try await mute.call(Self.call(), unit: Self.unit)

        #expect(answer.status == 401 && twice.left.count == 2 && once.left.count == 1)
    }

    @Test(arguments: [
        ScriptedLine.Answer.reply(401, #"{"error":"InvalidToken"}"#, [("DPoP-Nonce", "n1")]),
        .reply(400, #"{"error":"InvalidRequest"}"#, [("DPoP-Nonce", "n1")]),
        .reply(500, #"{"error":"use_dpop_nonce"}"#, [("DPoP-Nonce", "n1")]), .reply(200, "{}", [("DPoP-Nonce", "n1")]),
    ])
    func `never repeats a call that was answered otherwise`(answer: ScriptedLine.Answer) async throws {
        let (line, left) = proving(answer, .reply(200, "{}"))

        _ = try await line.call(Self.call(), unit: Self.unit)

        #expect(left.left.count == 1)
    }

    @Test func `an answer lost after the second try leaves the doubt of any lost answer`() async {
        let (lost, _) = proving(Self.wants, .noAnswer)
        let (unsent, _) = proving(Self.wants, .neverLeft)

        let doubt = await failure { () throws(LineFailure) in try await lost.call(Self.call(), unit: Self.unit) }
        let none = await failure { () throws(LineFailure) in try await unsent.call(Self.call(), unit: Self.unit) }

        guard case .noAnswer = doubt, case .neverLeft = none else { return #expect(Bool(false)) }
    }

    private func failure(_ work: () async throws(LineFailure) -> Reply) async -> LineFailure? {
        do throws(LineFailure) {
            _ = try await work()
            return nil
        } catch { return error }
    }

    @Test func `leaves other tokens, and calls without one, as they are`() async throws {
        let (line, left) = proving(.reply(200, "{}"), .reply(200, "{}"))

        _ = try await line.call(Self.call(token: "a word for the video service"), unit: Self.unit)
        _ = try await line.call(Call(.get, "https://pds.example/x"), unit: Self.unit)

        #expect(left.left.map { $0.headers["dpop"] } == [nil, nil])
        #expect(left.left[0].headers["authorization"] == "Bearer a word for the video service")
    }

    @Test func `before there is a token every call has a proof`() async throws {
        let (line, left) = proving(
            .reply(400, #"{"error":"use_dpop_nonce"}"#, [("DPoP-Nonce", "n1")]), .reply(201, "{}"), token: nil)

        let reply = try await line.call(Call(.post, "https://door.example/par"), unit: Self.unit)

        #expect(reply.status == 201)
        #expect(left.left.map { $0.proof?["nonce"]?.string } == [nil, "n1"])
        #expect(left.left[1].proof?["ath"] == nil)
    }
}
