import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore

/// Prepares one of each trouble, by bending the networks and not the books: what follows is the product's own doing.
struct Troubles: Sendable {
    let stage: Stage
    let company: Company

    func prepare(from now: Instant) async throws {
        try await refusals(from: now)
        try await signedOut(from: now)
        try await doubt(from: now)
        try await money(from: now)
        try await missed(from: now)
    }

    /// Two networks have the words already, as if somebody had posted them by hand from a telephone.
    private func refusals(from now: Instant) async throws {
        let x = try stage.control("x")
        let byHand = WorldTexts.trouble(.refused).parts[0]
        _ = x.seed(SeedPost(account: "kedaiaksara", text: byHand, createdAtMs: (now - .minutes(40)).ms))
        try await plan(.refused, for: [.x], at: now + .seconds(25), by: "Citra Dewi")
        let linkedin = try stage.control("linkedin")
        let hiring = WorldTexts.trouble(.partly).parts[0]
        _ = linkedin.seed(SeedPost(account: "ayu-lestari", text: hiring, createdAtMs: (now - .hours(2)).ms))
        try await plan(.partly, for: [.linkedin, .bluesky, .facebook], at: now + .seconds(2), by: "Bima Pratama")
    }

    /// The permission of Dimas's account ends after the first part of a thread; what comes later waits for it.
    private func signedOut(from now: Instant) async throws {
        let mastodon = try stage.control("mastodon")
        let dimas = mastodon.people.first { $0.handle == "dimas_wibowo" }?.id
        // The first rule that breaks a call lets the first part pass; the second one ends the token in the next call.
        mastodon.add(FaultRule(.delay, at: .commit, ms: 1, account: dimas))
        mastodon.add(FaultRule(.expiredToken, at: .commit, account: dimas))
        try await plan(.halfThread, for: [.dimasMastodon], at: now + .seconds(1), by: "Citra Dewi")
        try await plan(.signedOut, for: [.dimasMastodon], at: now + .seconds(35), by: "Citra Dewi")
    }

    /// The answer is lost and the list hides the post for two looks, so that a person is asked.
    private func doubt(from now: Instant) async throws {
        let x = try stage.control("x")
        let ayu = x.people.first { $0.handle == "ayu_lestari" }?.id
        x.add(FaultRule(.dropAfterAccept, at: .commit, account: ayu))
        x.add(FaultRule(.lagListing, at: .read, times: 2, ms: 7_200_000, account: ayu))
        try await plan(.doubt, for: [.ayuX], at: now + .seconds(25), by: "Ayu Lestari")
    }

    /// X wants to be paid first. The stage hand fills the credit again once the post waits for a person.
    private func money(from now: Instant) async throws {
        _ = try stage.control("x").set(["creditMicroUSD": 0])
        try await plan(.money, for: [.x], at: now + .seconds(1), by: "Bima Pratama")
    }

    /// Planned days ago for three hours ago, when nothing ran.
    private func missed(from now: Instant) async throws {
        let due = now - .hours(3)
        let citra = company.cast.caller(named: "Citra Dewi")
        _ = try await stage.building.publishing(at: due - .days(2)).schedule(
            company.content(WorldTexts.trouble(.missed), for: [.mastodon, .bluesky, .threads]), as: nil, version: nil,
            timing: .at(try Due(at: due, zone: DemoWorld.zone)), key: "trouble-missed", by: citra)
    }

    private func plan(_ kind: WorldTexts.Trouble, for places: [DemoWorld.Place], at due: Instant, by name: String)
        async throws
    {
        _ = try await stage.building.publishing.schedule(
            company.content(WorldTexts.trouble(kind), for: places), as: nil, version: nil,
            timing: .at(try Due(at: due, zone: DemoWorld.zone)), key: "trouble-\(kind.rawValue)",
            by: company.cast.caller(named: name))
    }
}
