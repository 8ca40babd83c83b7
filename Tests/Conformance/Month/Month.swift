import KicauCore
import KicauMeter
import KicauSandbox
import KicauStore
import Testing

@testable import KicauPublish

/// June 2026 as the team lives it. Days begin at nine in the morning, where its hand-turned clock starts.
struct Month {
    static let begins = Instant(ms: 1_780_279_200_000)
    static let name = "2026-06"
    static let days = 30
    /// Of the price list's first day, midnight UTC: in Jakarta it is seven in the morning.
    static let shock = 11
    static let quotaCut = 19
    static let everyNetwork: [PlatformID] =
        ["x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky"]

    let team: Team
    /// Whose posts they all are, and whose budget is too small for them from day 11 on.
    let campaign: ID<Campaign>
    private(set) var deliveries: [DeliveryDetail] = []
    private(set) var looks = 0
    /// What others said on X.
    private(set) var said: Set<String> = []
    var suggested = 0

    init(_ team: Team, _ campaign: ID<Campaign>) {
        self.team = team
        self.campaign = campaign
    }

    /// A text a day, a link a week, a picture each Monday, and four in a row when the quota is cut.
    ///
    /// No picture goes to X: whether one is billed as a link X does not say, so there the two sides reckon differently.
    mutating func plan() async throws {
        for day in 1...Month.days {
            let beside = Month.everyNetwork.filter { $0 != "instagram" && $0 != "x" }[day % 5]
            try await add("Kopi hari ke-\(day)", on: ["x", beside], day: day, minute: 30)
            if day % 7 == 3 {
                try await add("Resep \(day): https://kedai-aksara.com/menu", on: ["x"], day: day, minute: 90)
            }
            if day % 7 == 1 {
                let picture = try await team.x.picture("Secangkir kopi \(day)", hue: UInt8(day * 8))
                try await add(
                    "Senin \(day)", picture: picture, on: Month.everyNetwork.filter { $0 != "x" }, day: day, minute: 120
                )
            }
        }
        for number in 1...4 {
            try await add("Promo \(number)", on: ["x"], day: Month.quotaCut, minute: 180 + number)
        }
        // The last one at the old price: half an hour before midnight UTC.
        try await add("Sebelum naik", on: ["x"], day: Month.shock - 1, minute: 21 * 60 + 30)
    }

    private mutating func add(
        _ text: String, picture: Media? = nil, on networks: [PlatformID], day: Int, minute: Int
    ) async throws {
        deliveries += try await team.plan(
            text, picture: picture, on: networks, in: campaign, day: day, minute: minute)
    }

    mutating func live() async throws {
        for day in 1...Month.days {
            try await happen(day)
            try await ask(day)
            for part in 1...6 {
                try await pass(.hours(4))
                if part % 3 == 0 { await listen() }
                try await look()
            }
        }
    }

    private mutating func happen(_ day: Int) async throws {
        let control = team.x.control
        if day % 3 == 0 {
            let who = ["bima_pratama", "citra_dewi", "eka_putri"][day / 3 % 3]
            let post = try #require(control.seed(SeedPost(account: who, text: "@kedaiaksara buka tanggal \(day)?")))
            said.insert(post.id)
        }
        switch day {
        case 4:
            // X announces it, and so does whoever runs this Kicau, a week ahead.
            #expect(
                control.set([
                    "priceChanges": [["item": "Post: Create", "from": "2026-06-11", "microUSD": 30_000]]
                ]))
            _ = try await team.x.publishing.priceLists.load(Month.announced, by: team.members[0])
        case 7: control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))
        case Month.quotaCut: #expect(control.set(["limits": ["create": 2]]))
        case 10, 20, 30:
            if let seen = try await details().last(where: { $0.platform == "x" && $0.detail.state == .published }) {
                try await team.x.publishing.resolve(
                    seen.detail.id, by: .checkNow, link: nil, caller: team.members[0])
            }
        default: break
        }
    }

    /// No hard budget is passed, whenever somebody looks.
    private mutating func look() async throws {
        looks += 1
        for budget in try await team.metering.budgets(for: team.members[0]) where budget.isHard {
            guard let cap = budget.cap else { continue }
            #expect(budget.spent + budget.held <= cap, "\(budget.scope)")
        }
    }

    func details() async throws -> [(platform: PlatformID, detail: DeliveryDetail)] {
        var found: [(PlatformID, DeliveryDetail)] = []
        for delivery in deliveries {
            guard let row = try await team.x.store.read({ try $0.delivery(delivery.id) }) else { continue }
            let detail = try await team.x.publishing.post(row.post, for: team.members[0]).deliveries
                .first { $0.id == delivery.id }
            if let detail { found.append((detail.account.platform, detail)) }
        }
        return found
    }

    private static let announced = """
        {"platform": "x", "book": "X from 11 June", "source": "the rehearsal X announced it", "entered": "2026-06-04",
         "rows": [{"unit": "post_create", "price": 30000, "from": "2026-06-11"}]}
        """
}
