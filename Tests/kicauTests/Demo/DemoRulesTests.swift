import KicauCore
import KicauPlatforms
import KicauPublish
import KicauSandbox
import Testing

@testable import kicau

@Suite("What the demo's texts meet on the networks")
struct DemoRulesTests {
    private static let pictures = Dictionary(
        uniqueKeysWithValues: WorldPictures.all.map {
            ($0.name, Media(sha256: $0.name, mimeType: "image/png", width: 1080, height: 1350, bytes: 90_000))
        })

    private static let accounts: [DemoWorld.Place: Account] = Dictionary(
        uniqueKeysWithValues: DemoWorld.accounts.enumerated().map { number, known in
            let account = Account(
                id: ID(Int64(number + 1)), platform: PlatformID(known.platform), remoteID: known.handle,
                handle: known.handle, displayName: known.handle, server: "http://127.0.0.1:8086", traits: [:])
            return (known.place, account)
        })

    private let company = Company(cast: Cast(callers: [], accounts: accounts), pictures: pictures)

    private func refusals(_ text: WorldText, on places: [DemoWorld.Place]) throws -> [String] {
        try places.flatMap { place in
            let account = try #require(DemoRulesTests.accounts[place])
            let platform = try #require(Registry.all.first { $0.id == account.platform })
            let post = company.content(text, for: [place]).post
            return platform.render(post, for: account, at: Instant(ms: 1_795_000_000_000)).refusals
                .map { "\(place.rawValue): \($0.what) — \(text.parts[0])" }
        }
    }

    @Test func `no text of the past is refused where it goes`() throws {
        for post in WorldCalendar.past(nowMs: 1_795_000_000_000) {
            #expect(try refusals(post.text, on: post.places) == [])
        }
    }

    @Test func `no text to come is refused where it goes`() throws {
        for text in WorldTexts.week + WorldTexts.spare {
            #expect(
                try refusals(text, on: Season.places(for: text).filter { $0 != .instagram || !text.pictures.isEmpty })
                    == [])
        }
        for (number, text) in WorldTexts.spare.enumerated() {
            let places = Season.places(for: text).filter { $0 != .instagram }
            #expect(try refusals(text.numbered(number + 1000), on: places) == [])
        }
    }
}
