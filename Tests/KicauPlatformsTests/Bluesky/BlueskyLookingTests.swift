import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for a record on Bluesky")
struct BlueskyLookingTests {
    let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: "did:plc:ayu", handle: "ayu.example", server: "https://pds.example"))

    func look(_ answers: ScriptedLine.Answer...) async -> (Finding, ScriptedLine) {
        let line = ScriptedLine(answers)
        return (await Bluesky().look(errand, doubt: Sample.doubt, via: line), line)
    }

    var errand: Errand {
        Sample.errand(Bluesky(), Sample.post("kopi"), step: Step(.commit, "post", part: 0), signedIn: signedIn)
    }

    @Test func `finds it by key, without a token`() async throws {
        let cid = try #require(Bluesky.record(errand).flatMap(DagCBOR.cid))

        let (finding, line) = await look(.reply(200, #"{"cid":"\#(cid)","value":{}}"#))

        #expect(finding.receipt?.extra["cid"]?.string == cid)
        #expect(line.asked[0].query("rkey") == Bluesky.key(errand))
        #expect(line.asked[0].header("authorization") == nil)
    }

    @Test(arguments: [
        #"{"error":"RecordNotFound","message":"Could not locate record: at://x"}"#,
        #"{"error":"InvalidRequest","message":"Could not locate record: at://x"}"#,
    ])
    func `takes the server's word that nothing is there`(answer: String) async {
        let (finding, _) = await look(.reply(400, answer))

        guard case .absent = finding else { return #expect(Bool(false)) }
    }

    @Test func `asks for the list where the no is in other words`() async {
        let key = Bluesky.key(errand)
        let (absent, _) = await look(.reply(404, "nope"), .reply(200, #"{"records":[]}"#))
        let (found, _) = await look(
            .reply(404, "nope"),
            .reply(200, #"{"records":[{"uri":"at://a/b/\#(key)","cid":"c","value":{"text":"kopi"}}]}"#))
        let (unclear, _) = await look(.reply(404, "nope"), .reply(500, ""))

        guard case .absent = absent else { return #expect(Bool(false)) }
        #expect(found.receipt?.extra["cid"] == "c")
        guard case .couldNotLook = unclear else { return #expect(Bool(false)) }
    }

    @Test(arguments: [ScriptedLine.Answer.noAnswer, .reply(503, ""), .reply(200, "<html>"), .neverLeft])
    func `says when it could not look`(answer: ScriptedLine.Answer) async {
        let (finding, _) = await look(answer)

        guard case .couldNotLook = finding else { return #expect(Bool(false)) }
    }
}

@Suite("Connecting a Bluesky account")
struct BlueskySignInTests {
    func request(_ handle: String, _ password: String, server: String? = nil) -> SignInRequest {
        SignInRequest(
            app: nil, redirect: "", state: "", verifier: "", server: server, handle: handle,
            password: Redacted(password), now: .noon)
    }

    static let session =
        #"{"did":"did:plc:ayu","handle":"ayu.example","accessJwt":"h.eyJleHAiOjE3OTU1Mjg4MDB9.s","refreshJwt":"r2"}"#

    @Test func `walks from the handle to its own server`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"did":"did:plc:ayu"}"#),
            .reply(
                200,
                ##"{"id":"did:plc:ayu","alsoKnownAs":["at://ayu.example"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example"}]}"##
            ),
            .reply(200, Self.session), .reply(200, #"{"value":{"displayName":"Ayu Lestari"}}"#),
        ])

        guard
            case .done(let found) = try await Bluesky().beginSignIn(
                request("@Ayu.example", "abcd-efgh-ijkl-mnop"), via: line)
        else { return #expect(Bool(false)) }

        #expect(found.map(\.remoteID) == ["did:plc:ayu"])
        #expect(found[0].server == "https://pds.example")
        #expect(found[0].displayName == "Ayu Lestari")
        #expect(found[0].credentials.expires == .noon + .hours(2))
        #expect(line.asked[1].call.url == "https://plc.directory/did:plc:ayu")
        #expect(line.asked[2].call.url == "https://pds.example/xrpc/com.atproto.server.createSession")
    }

    @Test func `goes straight to a server that is named`() async throws {
        let line = ScriptedLine([.reply(200, Self.session), .reply(400, "{}")])

        guard
            case .done(let found) = try await Bluesky().beginSignIn(
                request("ayu.example", "abcd-efgh-ijkl-mnop", server: "http://127.0.0.1:8087"), via: line)
        else { return #expect(Bool(false)) }

        #expect(found[0].server == "http://127.0.0.1:8087")
        #expect(found[0].displayName == "ayu.example")
        #expect(line.asked.count == 2)
    }

    @Test func `does not believe a document that does not name the handle`() async {
        let line = ScriptedLine([
            .reply(200, #"{"did":"did:plc:eve"}"#),
            .reply(200, #"{"id":"did:plc:eve","alsoKnownAs":["at://eve.example"],"service":[]}"#),
        ])

        await #expect {
            try await Bluesky().beginSignIn(request("ayu.example", "abcd-efgh-ijkl-mnop"), via: line)
        } throws: {
            ($0 as? Problem)?.code == .signInRefused
        }
        #expect(line.asked.count == 2)
    }

    @Test(arguments: ["my main password", "abcd-efgh-ijkl", "abcd-efgh-ijkl-mno!", ""])
    func `keeps main passwords out`(password: String) async {
        let line = ScriptedLine([])

        await #expect { try await Bluesky().beginSignIn(request("ayu.example", password), via: line) } throws: {
            ($0 as? Problem)?.code == .wrongAppPassword
        }
        #expect(line.asked.isEmpty)
    }

    @Test func `refreshes with the refresh token, and only a clear no signs out`() async {
        let signedIn = Sample.signedIn(Sample.account("bluesky", server: "https://pds.example"))
        let line = ScriptedLine([
            .reply(200, Self.session), .reply(502, ""), .reply(400, #"{"error":"ExpiredToken"}"#),
        ])

        guard case .renewed(let fresh) = await Bluesky().refresh(signedIn, now: .noon, via: line) else {
            return #expect(Bool(false))
        }
        guard case .tryLater = await Bluesky().refresh(signedIn, now: .noon, via: line) else {
            return #expect(Bool(false))
        }
        guard case .signedOut = await Bluesky().refresh(signedIn, now: .noon, via: line) else {
            return #expect(Bool(false))
        }

        #expect(fresh.refreshToken?.reveal() == "r2")
        #expect(line.asked[0].header("authorization") == "Bearer r1")
    }
}
