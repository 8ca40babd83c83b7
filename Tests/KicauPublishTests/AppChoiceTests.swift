import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A network with two ways in: Instagram's, as an example.
@Suite("Which app speaks")
struct AppChoiceTests {
    private let own = SignInWay("own", "With itself", about: "For any.", scopes: [])
    private let page = SignInWay("page", "Through a page", about: "For some.", scopes: [], rings: false)

    private func choice(_ servers: String..., options: [String: String] = [:]) async throws -> AppChoice {
        let world = try await World.flock()
        for server in servers {
            try await world.accounts.keepApp(
                AppKeys(clientID: "app-\(server)", clientSecret: Redacted("s")), "x", server: server)
        }
        let rows = try await world.store.read { try $0.appKeys(of: ["x"]) }
        return AppChoice(rows, of: "x", ways: SignInWays(option: "login", own, page), options: options)
    }

    private func names(_ chosen: [AppChoice.Chosen]) -> [String] { chosen.map(\.row.clientID) }

    @Test func `is the way's own, or for the usual way the one of before there were ways`() async throws {
        let both = try await choice("", "page")

        #expect(both.app(by: own)?.row.clientID == "app-")
        #expect(both.app(by: page)?.row.clientID == "app-page")
        #expect(both.app(by: page)?.addresses["login"] == "page")
        #expect(try await choice("").app(by: page) == nil)
        #expect(try await choice("", options: ["login": "page"]).app(by: page)?.row.clientID == "app-")
    }

    @Test func `may be the older one for an account of any way, and then may call as well`() async throws {
        let choice = try await choice("", "own")
        let account = Account(
            id: ID(1), platform: "x", remoteID: "1", handle: "ayu", displayName: "Ayu", server: "", traits: [:])

        #expect(choice.app(of: account, by: page)?.row.clientID == "app-")
        #expect(names(choice.callers) == ["app-own", "app-"])
    }

    @Test func `calls by each app once, those first that ring`() async throws {
        #expect(names(try await choice("page", "own").callers) == ["app-own", "app-page"])
        #expect(names(try await choice("", "page").callers) == ["app-", "app-page"])
        #expect(names(try await choice("page").callers) == ["app-page"])
    }
}
