import KicauCore
import KicauSandbox
import KicauStore

/// Lets people on the networks say something under the house's newest posts, so that the inbox has something to show.
struct Conversations: Sendable {
    let stage: Stage

    /// X is bent for the troubles of the first minutes: what its list hides is hidden from who looks for a post.
    func waitForTroubles(of cast: Cast, from now: Instant) async throws {
        let bent = cast.accounts.values.filter { $0.platform == "x" }.map(\.id)
        try await stage.building.store.write { try $0.putOffListening(of: bent, until: now + .minutes(8)) }
    }

    /// What they said before the demo began.
    func begin(at now: Instant) throws {
        for answer in WorldTexts.answers {
            guard let account = DemoWorld.accounts.first(where: { $0.place == answer.place }) else { continue }
            let control = try stage.control(PlatformID(account.platform))
            let at = now - .minutes(answer.minutesAgo)
            guard let house = control.people.first(where: { $0.handle == account.handle }),
                let speaker = control.people.first(where: { $0.name == answer.speaker }),
                let post = control.posts.last(where: {
                    $0.account == house.id && $0.kind == .post && !$0.isDeleted && $0.createdAtMs < at.ms
                })
            else { continue }
            _ = control.seed(
                SeedPost(
                    account: speaker.id, text: answer.text, createdAtMs: at.ms, parent: post.id))
        }
    }
}
