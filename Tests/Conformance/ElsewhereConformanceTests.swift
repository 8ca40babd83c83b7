import HTTPTypes
import KicauCore
import KicauPlatforms
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// An account on X, where a link costs 0.20, and one on Mastodon, where nothing does: only the first is chosen.
@Suite("A post that another network takes for less", .serialized)
struct ElsewhereConformanceTests {
    private static let text = "Menu baru https://kedai.example"

    /// - Parameter test: is given the account on Mastodon too.
    private func onX(_ test: @escaping @Sendable (Rehearsal, AccountID) async throws -> Void) async throws {
        try await Rehearsal.on(X()) { x in
            let old = x.kit
            let kit = Kit(
                store: old.store, platforms: [X(), Mastodon()], line: old.line, prices: old.prices, vault: old.vault,
                media: old.media, time: old.time, pace: old.pace, log: old.log, pages: old.pages,
                makeName: old.makeName)
            let (workspace, now) = (x.caller.workspace.id, x.time.now())
            let mastodon = try await x.store.write { tx in
                try tx.putAccount(
                    platform: "mastodon", server: "https://mastodon.example", remoteID: "7", handle: "kedai",
                    displayName: "Kedai Aksara", traits: [:], in: workspace, at: now)
            }
            let both = Rehearsal(
                time: x.time, control: x.control, platform: x.platform, store: x.store, kit: kit,
                publishing: Publishing(kit: kit),
                accounts: Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [:]), caller: x.caller,
                account: x.account,
                dispatcher: x.dispatcher)
            try await test(both, mastodon)
        }
    }

    private func ways(_ text: String, on accounts: [AccountID], _ rehearsal: Rehearsal) async throws -> [CheaperWay] {
        let content = DraftContent(post: Post(parts: [.init(text: text)]), accounts: accounts)
        let preview = try await rehearsal.publishing.preview(content, at: nil, for: rehearsal.caller)
        return try #require(preview.accounts.first { $0.account.platform == "x" }).ways
    }

    @Test func `is offered there, before the account is left out`() async throws {
        try await onX { rehearsal, mastodon in
            let ways = try await ways(Self.text, on: [rehearsal.account], rehearsal)

            #expect(ways.map(\.kind) == [.linkInProfile, .withoutLink, .elsewhere, .leaveOut])
            let elsewhere = try #require(ways.first { $0.kind == .elsewhere })
            #expect(elsewhere.account?.id == mastodon && elsewhere.account?.platformName == "Mastodon")
            #expect(elsewhere.fare == .zero && elsewhere.saving.microUSD == 200_000)
        }
    }

    @Test func `is not offered where it is chosen already, or where its text would not be taken`() async throws {
        try await onX { rehearsal, mastodon in
            let both = try await ways(Self.text, on: [rehearsal.account, mastodon], rehearsal)
            let long = String(repeating: "menu ", count: 100) + Self.text
            let tooLong = try await ways(long, on: [rehearsal.account], rehearsal)

            #expect(!both.contains { $0.kind == .elsewhere } && both.contains { $0.kind == .leaveOut })
            #expect(!tooLong.contains { $0.kind == .elsewhere } && tooLong.contains { $0.kind == .leaveOut })
        }
    }

    @Test func `is offered in the API, and moved by one press in the composer`() async throws {
        try await onX { rehearsal, mastodon in
            let door = try await FrontDoor(rehearsal)
            let body: JSONValue = [
                "accounts": [.integer(rehearsal.account.raw)], "parts": [["text": .string(Self.text)]],
            ]
            let preview = try await door.ask(.post, "/posts/preview", body)
            let told = preview.json["accounts"]?[0]?["ways"]?.array?.first { $0["way"] == "elsewhere" }
            #expect(preview.status == 200)
            #expect(told?["account"]?["id"] == .integer(mastodon.raw) && told?["saving_micro_usd"] == 200_000)

            let fields = [
                ("key", "k"), ("account", "\(rehearsal.account)"), ("parts", "1"), ("text-0", Self.text),
                ("when", "now"),
            ]
            #expect(try await door.visit("/compose") == .ok)
            #expect(try await door.submit("/compose", fields + [("do", "check")]) == .ok)
            let press = "elsewhere:\(rehearsal.account):\(mastodon)"
            #expect(door.page.contains("value=\"\(press)\""))
            #expect(try await door.submit("/compose", fields + [("do", press)]) == .ok)

            let chosen = door.page.matches(of: /name="account" value="([0-9]+)"[^>]* checked/).map {
                String($0.output.1)
            }
            #expect(chosen == [mastodon.description])
        }
    }
}
