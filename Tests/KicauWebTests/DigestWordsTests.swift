import KicauCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("A digest in words")
struct DigestWordsTests {
    private let at = Instant(ms: 1_780_279_200_000)
    private let workspace = Workspace(
        id: ID(1), name: "Kedai", zone: "Asia/Jakarta", missedLimit: .minutes(15), resendsAfterTwoLooks: false)

    private var account: AccountSummary {
        AccountSummary(
            id: ID(2), platform: "x", platformName: "X", handle: "ayu", displayName: "Ayu", server: "",
            state: .signedOut)
    }

    private func post(_ excerpt: String) throws -> PostSummary {
        PostSummary(
            id: ID(7), excerpt: excerpt, state: .scheduled, due: try Due(at: at + .hours(1), zone: "Asia/Jakarta"),
            author: "Ayu", firstPicture: nil, parts: 1,
            deliveries: [DeliverySummary(id: ID(1), account: account, state: .scheduled, waitingFor: nil, url: nil)])
    }

    private func day(ahead: [PostSummary] = [], total: Int? = nil, waiting: [PostSummary] = []) -> DayAhead {
        DayAhead(
            workspace: workspace, at: at, ahead: ahead, aheadTotal: total ?? ahead.count, waiting: waiting,
            waitingTotal: waiting.count,
            tokens: waiting.isEmpty ? [] : [.init(account: account, expires: nil)])
    }

    private func letter(_ day: DayAhead, _ language: String) throws -> Letter {
        try DigestWords.loaded(baseURL: "https://kicau.example").letter(day, to: "ayu@example.test", in: language)
    }

    @Test func `says what goes out, when and where`() throws {
        let letter = try letter(day(ahead: [post("Selamat\npagi")], total: 3), "en")

        #expect(letter.subject == "Kedai: 3 posts go out in the next 24 hours")
        #expect(letter.text.contains("  Mon 1 Jun, 10:00  Selamat pagi (X)\n  and 2 more"))
        #expect(letter.text.contains("If it does not come, your scheduler is not running"))
        #expect(letter.text.contains("https://kicau.example/status"))
    }

    @Test func `says what waits for a person, and which account is signed out`() throws {
        let letter = try letter(day(waiting: [post("Kopi")]), "en")

        #expect(letter.subject == "Kedai: 0 posts go out in the next 24 hours; something needs you")
        #expect(letter.text.contains("  Kopi\n  https://kicau.example/posts/7"))
        #expect(letter.text.contains("X ayu: signed out"))
    }

    @Test func `speaks Indonesian to who wished it`() throws {
        let letter = try letter(day(ahead: [post("Selamat pagi")]), "id")

        #expect(letter.subject == "Kedai: 1 postingan terbit dalam 24 jam ke depan")
        #expect(letter.text.contains("penjadwal Anda tidak berjalan"))
    }
}
