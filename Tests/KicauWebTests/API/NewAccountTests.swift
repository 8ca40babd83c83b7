import KicauCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("An account to be connected without a browser")
struct NewAccountTests {
    @Test func `is asked of the network by keys or by password, never both`() throws {
        func offer(_ kind: SignInForm.Kind, _ second: SignInForm.Kind?) -> NetworkOffer {
            NetworkOffer(
                platform: "x", name: "X",
                form: SignInForm(kind: kind, scopes: [], needsAppKeys: true, second: second), options: [],
                hasAppKeys: false, redirectURL: "", isRehearsal: false)
        }
        let keys = NewAccount.Keys(
            consumerKey: "ck", consumerSecret: "cs", accessToken: "at", accessTokenSecret: "ats")
        let new = NewAccount(platform: "x", handle: nil, password: nil, server: nil, keys: keys)
        let both = NewAccount(platform: "x", handle: nil, password: "p", server: nil, keys: keys)
        let neither = NewAccount(platform: "x", handle: nil, password: nil, server: nil, keys: nil)

        let input = try new.input(for: offer(.redirect, .userKeys), page: "https://kicau.example")

        #expect(input.userKeys?.consumerKey == "ck" && input.userKeys?.tokenSecret.reveal() == "ats")
        #expect(throws: Problem.self) { try both.input(for: offer(.redirect, .userKeys), page: "") }
        #expect(throws: Problem.self) { try neither.input(for: offer(.redirect, .userKeys), page: "") }
        #expect(throws: Problem.self) { try new.input(for: offer(.redirect, nil), page: "") }
    }
}
