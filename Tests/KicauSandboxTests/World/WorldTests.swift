import Foundation
import Testing

@testable import KicauSandbox

@Suite("The demo's world")
struct WorldTests {
    private static let nowMs: Int64 = 1_795_000_000_000
    private let everything =
        WorldTexts.past + WorldTexts.soon + WorldTexts.week + WorldTexts.drafts + WorldTexts.spare
        + WorldTexts.Trouble.allCases.map(WorldTexts.trouble)

    @Test func `says nothing twice`() {
        let parts = everything.flatMap(\.parts)

        #expect(Set(parts).count == parts.count)
        #expect(WorldTexts.past.count >= 135)
        #expect(WorldTexts.soon.count == 4)
        #expect(Set(WorldTexts.Trouble.allCases.map(WorldTexts.trouble)).count == WorldTexts.Trouble.allCases.count)
    }

    @Test func `leaves no mark of its notation in a text and none empty`() {
        for text in everything {
            #expect(!text.parts.isEmpty)
            for part in text.parts {
                #expect(!part.isEmpty)
                #expect(!part.contains("~~") && !part.contains(">>") && !part.hasPrefix("@"))
                #expect(part.first?.isWhitespace == false && part.last?.isWhitespace == false)
            }
        }
    }

    @Test func `speaks both languages, and threads only where one can`() {
        #expect(Set(everything.map(\.language)) == ["id", "en"])
        for text in everything where text.parts.count > 1 {
            #expect(text.place == .thread || text.place == .dimas)
        }
    }

    @Test func `names only pictures there are, each described in both languages`() {
        let names = Set(WorldPictures.all.map(\.name))

        #expect(names.isSuperset(of: everything.flatMap(\.pictures)))
        for picture in WorldPictures.all {
            #expect(picture.alt(in: "id") != picture.alt(in: "en"))
            #expect(picture.alt(in: "en").count > 30)
        }
    }

    @Test func `links only to addresses that are reserved for examples`() {
        for part in everything.flatMap(\.parts) {
            for address in part.matches(of: /https?:\/\/([^\/\s]+)/) { #expect(address.1.hasSuffix("example.org")) }
        }
        for member in DemoWorld.members { #expect(member.email.hasSuffix(".test")) }
    }

    @Test func `has every account on its network from the start`() {
        for account in DemoWorld.accounts {
            let handles = People.people(on: account.platform).map(\.handle)
            #expect(handles.contains(account.handle) && handles.contains(account.signsIn))
        }
        #expect(Set(DemoWorld.accounts.map(\.platform)).count == 7)
    }

    @Test func `lays its posts over ninety days, none in the future, one to five accounts each`() {
        let posts = WorldCalendar.past(nowMs: Self.nowMs)

        #expect(posts.count == WorldTexts.past.count)
        #expect(posts.allSatisfy { $0.atMs < Self.nowMs - 3_600_000 })
        #expect(posts.allSatisfy { $0.atMs > Self.nowMs - 93 * 86_400_000 })
        #expect(posts.allSatisfy { (1...5).contains($0.places.count) && Set($0.counts.keys) == Set($0.places) })
        #expect(posts.map(\.atMs) == posts.map(\.atMs).sorted())
    }

    @Test func `is the same each time, whatever the day`() {
        let first = WorldCalendar.past(nowMs: Self.nowMs)
        let later = WorldCalendar.past(nowMs: Self.nowMs + 7 * 86_400_000)

        #expect(first == WorldCalendar.past(nowMs: Self.nowMs))
        #expect(Set(first.map(\.text)) == Set(later.map(\.text)))
    }

    @Test func `posts pictures only where a picture network has one`() {
        for post in WorldCalendar.past(nowMs: Self.nowMs) where post.places.contains(.instagram) {
            #expect(!post.text.pictures.isEmpty)
        }
    }
}
