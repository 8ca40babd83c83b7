import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore
import Logging

/// Lets people on the networks say something under the house's newest posts, so that the inbox has something to show: what
/// was said before by being read, what is said while one watches by the networks' own calls.
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
            try say(answer.text, as: answer.speaker, to: answer.place, at: now - .minutes(answer.minutesAgo))
        }
    }

    private func say(_ text: String, as name: String, to place: DemoWorld.Place, at: Instant) throws {
        guard let account = DemoWorld.accounts.first(where: { $0.place == place }) else { return }
        let control = try stage.control(PlatformID(account.platform))
        guard let house = control.people.first(where: { $0.handle == account.handle }),
            let speaker = control.people.first(where: { $0.name == name }),
            let post = control.posts.last(where: {
                $0.account == house.id && $0.kind == .post && !$0.isDeleted && $0.createdAtMs < at.ms
            })
        else { return }
        _ = control.seed(SeedPost(account: speaker.id, text: text, createdAtMs: at.ms, parent: post.id))
    }

    /// What an operator does on the pages of the networks that call: gives them the address and the word.
    func register() async throws {
        guard let cast = try await Casting(stage: stage).find() else { return }
        let doorman = stage.building.accounts.doorman
        for platform in RehearsalPorts.order.map({ PlatformID($0) }).sorted() {
            guard let bell = try await doorman.bell(of: platform, for: cast.owner) else { continue }
            guard let why = try await stage.control(platform).hook(at: bell.url, word: bell.word) else { continue }
            stage.building.log.error(
                "a network did not take our address for its calls",
                metadata: ["network": "\(platform)", "why": "\(why)"])
        }
    }

    /// Ends when all has been said.
    func goOn() async throws {
        for interruption in WorldTexts.interruptions {
            await Task.rest(for: .seconds(interruption.wait))
            guard !Task.isCancelled else { return }
            try say(
                interruption.text, as: interruption.speaker, to: interruption.place, at: SystemTime().now())
        }
    }
}
