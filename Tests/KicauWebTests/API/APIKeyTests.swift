import HTTPTypes
import KicauCore
import KicauPeople
import KicauPublish
import KicauStore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("A request to the API")
struct APIKeyTests {
    @Test(arguments: ["", "kicau_x", "Basic a2ljYXU=", "Bearer", "Bearer kicau_unknown", "Bearer a b"])
    func `is refused without a key that is known`(_ header: String) async throws {
        let answer = try await APIStage.open().ask(.get, "/me", as: nil, headers: [.authorization: header])

        #expect(answer.status == 401)
        #expect(answer.code == "bad-api-key")
        #expect(answer.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test func `is refused with a key that was revoked`() async throws {
        let stage = try await APIStage.open()
        let people = stage.house.people
        for key in try await people.keys(for: stage.world.caller) {
            try await people.revokeKey(key.id, by: stage.world.caller)
        }

        #expect(try await stage.ask(.get, "/me").code == "bad-api-key")
    }

    @Test func `is told whom its key speaks for`() async throws {
        let me = try await APIStage.open().ask(.get, "/me", as: .writer)

        #expect(me.json["role"] == "writer")
        #expect(me.json["workspace"]?["name"] == "Kedai")
        #expect(me.json["version"] == "1.2.3")
    }

    @Test func `of a browser's session is none`() async throws {
        let answer = try await APIStage.open().ask(.get, "/me", as: nil, headers: [.cookie: "kicau_session=ayu"])

        #expect(answer.status == 401)
    }

    @Test func `does only what the key's role may do`() async throws {
        let stage = try await APIStage.open()
        for operation in APIOperation.all {
            guard case .key(let deed) = operation.gate else { continue }
            for role in [Role.viewer, .writer, .editor] where !role.may(deed) {
                let answer = try await stage.ask(operation.method, operation.samplePath, as: role, ["a": 1])

                #expect(answer.code == "not-allowed", "\(role) \(operation.name)")
                #expect(answer.status == 403)
            }
        }
    }

    @Test func `never reaches another workspace`() async throws {
        let stage = try await APIStage.open()
        let post = try await stage.ask(.post, "/posts", stage.post("Halo", plan: "draft"))
        let (time, store) = (stage.world.time, stage.world.store)
        try await store.write { tx in
            let other = try tx.addWorkspace(name: "Lain", zone: "UTC", at: time.now())
            try tx.addKey(
                name: "other", prefix: "kicau_other", keySHA256: Digest.hex("kicau_other"), role: .admin, in: other,
                at: time.now())
        }
        let other: HTTPFields = [.authorization: "Bearer kicau_other"]

        #expect(try await stage.ask(.get, "/posts/\(post.id)", headers: other).status == 404)
        #expect(try await stage.ask(.delete, "/posts/\(post.id)", headers: other).status == 404)
        #expect(try await stage.ask(.get, "/posts", headers: other).json["total"] == 0)
        #expect(try await stage.ask(.get, "/accounts/1", headers: other).status == 404)
        #expect(
            try await stage.ask(.post, "/posts", stage.post("Halo"), headers: other).code == "not-found")
    }

    @Test func `to an unknown address is not found, whatever its method`() async throws {
        let stage = try await APIStage.open()
        for method in API.methods where method != .head {
            #expect(try await stage.ask(method, "/nowhere/at/all").code == "not-found")
        }
        #expect(try await stage.ask(.get, "/posts/first").code == "not-found")
        #expect(try await stage.ask(.get, "/media/first").code == "not-found")
    }

    @Test func `by a method the address does not take is told which it takes`() async throws {
        let answer = try await APIStage.open().ask(.patch, "/posts/1", ["a": 1])

        #expect(answer.status == 405)
        #expect(answer.headers[.allow] == "DELETE, GET, PUT")
    }

    @Test func `is answered in the language it asks for`() async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(.get, "/posts/999", headers: [.acceptLanguage: "id"])

        #expect(answer.json["what"]?.string != "This post is not here.")
        #expect(answer.code == "not-found")
    }
}
