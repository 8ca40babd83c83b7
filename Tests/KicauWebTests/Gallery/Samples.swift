import Foundation
import Hummingbird
import KicauCore
import KicauText
import Logging
import NIOEmbedded

@testable import KicauMeter
@testable import KicauPeople
@testable import KicauPublish
@testable import KicauWeb

/// The people, accounts and posts the pages are tried with: always the same, on one Monday in Jakarta.
enum Samples {
    /// Monday 23 November 2026, 09:20 in Jakarta.
    static let now = Instant(ms: 1_795_400_400_000)
    static let workspace = Workspace(
        id: ID(1), name: "Warung Kata", zone: "Asia/Jakarta", missedLimit: .minutes(30), resendsAfterTwoLooks: true,
        needsAlt: true)
    static let otherWorkspace = Workspace(
        id: ID(2), name: "Kedai Buku", zone: "Asia/Makassar", missedLimit: .minutes(60), resendsAfterTwoLooks: false)
    static let ayu = User(id: ID(1), email: "ayu@example.id", name: "Ayu Lestari", language: nil)
    static let budi = User(id: ID(2), email: "budi@example.id", name: "Budi Santoso", language: "id")
    static let owner = Caller(user: ayu, workspace: workspace, role: .owner)
    static let signedIn = SignedInCaller(
        caller: owner, formToken: "form-token-of-ayu-123456", workspaces: [workspace, otherWorkspace], warnings: 2)

    static let handles: [(PlatformID, String, String, String)] = [
        ("x", "X", "warungkata", "Warung Kata"), ("facebook", "Facebook", "Warung Kata", "Warung Kata"),
        ("instagram", "Instagram", "warungkata", "Warung Kata"), ("threads", "Threads", "warungkata", "Warung Kata"),
        ("linkedin", "LinkedIn", "Ayu Lestari", "Ayu Lestari"),
        ("mastodon", "Mastodon", "warungkata", "Warung Kata 🐦"),
        ("bluesky", "Bluesky", "warungkata.bsky.social", "Warung Kata"),
    ]

    static let accounts: [AccountSummary] = handles.enumerated().map { place, account in
        AccountSummary(
            id: ID(Int64(place + 1)), platform: account.0, platformName: account.1, handle: account.2,
            displayName: account.3, server: account.0 == "mastodon" ? "https://mastodon.example" : "",
            state: account.0 == "linkedin" ? .signedOut : .connected)
    }

    static func account(_ platform: PlatformID) -> AccountSummary {
        accounts.first { $0.platform == platform } ?? accounts[0]
    }

    static func due(_ wall: String, zone: String = "Asia/Jakarta") -> Due {
        // The texts below are times that exist; a typo shows as 1970.
        (try? Due(wall: wall, zone: zone))
            ?? Due(wall: "1970-01-01T00:00", zone: "Asia/Jakarta", instant: Instant(ms: 0))
    }

    static let picture = Media(
        sha256: String(repeating: "ab12", count: 16), mimeType: "image/jpeg", width: 1600, height: 1067,
        bytes: 412_000, alt: "Deretan cangkir kopi di meja kayu, disinari matahari pagi.")

    static let video = Media(
        sha256: String(repeating: "cd34", count: 16), mimeType: "video/mp4", width: 720, height: 900,
        bytes: 3_412_000, alt: "", motion: Motion(milliseconds: 62_400, milliFPS: 30_000, codec: "h264"),
        captions: [
            Captions(language: "id", sha256: String(repeating: "ef56", count: 16), bytes: 900),
            Captions(language: "en", sha256: String(repeating: "0a78", count: 16), bytes: 870),
        ])

    static let document = Media(
        sha256: String(repeating: "9bcd", count: 16), mimeType: Media.documentType, width: 0, height: 0,
        bytes: 2_204_000, alt: "Menu <November>", pages: 12)

    static let text = """
        Pagi, tetangga! Mulai hari ini warung buka pukul 06.00, dengan kopi Gayo baru dan roti pisang hangat. ☕️

        Menu lengkap: https://warungkata.example/menu #kopi
        """

    static func delivery(
        _ number: Int64, _ platform: PlatformID, _ state: Delivery.State, waiting: Delivery.WaitingFor? = nil
    ) -> DeliverySummary {
        DeliverySummary(
            id: ID(number), account: account(platform), state: state, waitingFor: waiting,
            url: state == .published ? "https://example.com/\(number)" : nil)
    }

    static let summaries: [PostSummary] = [
        PostSummary(
            id: ID(41), excerpt: "Terima kasih sudah datang ke bedah buku semalam. Foto-fotonya menyusul!",
            state: .needsYou, due: due("2026-11-23T08:00"), author: "Ayu Lestari", firstPicture: nil, parts: 1,
            deliveries: [
                delivery(1, "x", .waiting, waiting: .doubt), delivery(2, "linkedin", .waiting, waiting: .reconnect),
                delivery(3, "bluesky", .published),
            ]),
        PostSummary(
            id: ID(42), excerpt: text, state: .scheduled, due: due("2026-11-23T12:00"), author: "Ayu Lestari",
            firstPicture: picture.sha256, parts: 1,
            deliveries: [
                delivery(4, "instagram", .scheduled), delivery(5, "facebook", .scheduled),
                delivery(6, "mastodon", .scheduled),
            ]),
        PostSummary(
            id: ID(43), excerpt: "Tiga hal yang kami pelajari dari setahun menjual buku bekas:", state: .scheduled,
            due: due("2026-11-25T19:30"), author: "Budi Santoso", firstPicture: nil, parts: 3,
            deliveries: [
                delivery(7, "x", .scheduled), delivery(8, "threads", .scheduled), delivery(9, "bluesky", .scheduled),
            ]),
        PostSummary(
            id: ID(44), excerpt: "Ngopi dulu, baru baca.", state: .published, due: due("2026-11-22T16:00"),
            author: "Ayu Lestari", firstPicture: picture.sha256, parts: 1,
            deliveries: [
                delivery(10, "x", .published), delivery(11, "instagram", .published),
                delivery(12, "mastodon", .published), delivery(13, "bluesky", .published),
            ]),
        PostSummary(
            id: ID(45), excerpt: "Lowongan: barista akhir pekan. <b>Kirim</b> lamaran ke kami.", state: .refused,
            due: due("2026-11-20T10:00"), author: "Budi Santoso", firstPicture: nil, parts: 1,
            deliveries: [delivery(14, "facebook", .refused)]),
        PostSummary(
            id: ID(46), excerpt: "", state: .draft, due: nil, author: "Ayu Lestari", firstPicture: nil, parts: 1,
            deliveries: []),
    ]

    static let budget = BudgetStatus(
        month: "2026-11", cap: Money(microUSD: 25_000_000), spent: Money(microUSD: 6_345_000),
        held: Money(microUSD: 1_230_000))

    static let today = Today(
        needsYou: [summaries[0]],
        handOffs: [
            PostSummary(
                id: ID(41), excerpt: "", state: .needsYou, due: due("2026-11-23T10:00"), author: "Ayu",
                firstPicture: nil,
                parts: 1, deliveries: [delivery(7, "instagram", .waiting, waiting: .handOff)])
        ],
        lost: [
            LostPost(post: summaries[3], account: account("bluesky"), presence: presence(3)),
            LostPost(post: summaries[3], account: account("x"), presence: presence(4)),
        ], next: [summaries[1], summaries[2]], recent: [summaries[3], summaries[4]],
        accounts: accounts, publishedThisWeek: 12, budget: budget, warnings: warnings.filter { !$0.isPutAway },
        limits: limitWarnings, credits: emptied)
    static let firstDay = Today(
        needsYou: [], lost: [], next: [], recent: [], accounts: [], publishedThisWeek: 0,
        budget: BudgetStatus(month: "2026-11", cap: nil, spent: .zero, held: .zero))

    static func visit(_ speaking: Speaking, language: String, path: String = "/", isMember: Bool = true) -> Frame {
        var visit = Visit.sample
        visit.path = path
        if isMember { visit.who = .member(signedIn, session: Redacted("session")) }
        visit.voice = voice(speaking, language)
        visit.formToken = signedIn.formToken
        return Frame(
            title: "Kicau", place: Place.allCases.first { $0.path == path.prefix { $0 != "?" } }, visit: visit,
            settings: settings, assets: speaking.assets.base, languages: speaking.languages)
    }

    static func voice(_ speaking: Speaking, _ language: String) -> Voice {
        Voice(
            catalogue: speaking.catalogue(language) ?? .english, zone: TimeZone(identifier: "Asia/Jakarta") ?? .gmt,
            now: now)
    }

    static let settings = WebSettings(
        baseURL: "http://127.0.0.1:8080", mode: .demo, version: "0.1.0", uploadFolder: NSTemporaryDirectory())
}

extension Visit {
    /// A request's context without a connection.
    static var sample: Visit {
        Visit(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
    }
}
