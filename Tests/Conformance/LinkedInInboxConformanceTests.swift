import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Logging
import ServiceLifecycle
import Testing

/// LinkedIn's connector for a page against its simulator: members, with whom the others are tested, have no inbox there.
@Suite("A page's inbox on LinkedIn", .serialized)
struct LinkedInInboxConformanceTests {
    let platform = LinkedIn()

    /// The simulator over real HTTP, and the page as it is signed in.
    struct Stage: Sendable {
        let control: RehearsalControl
        let time: HandTime
        let line: any Line
        let page: SignedIn

        var now: Instant { time.now() }
        var live: [LivePost] { control.posts.filter { !$0.isDeleted } }

        func listen(_ posts: [Receipt], _ mark: [String: JSONValue] = [:]) async -> Heard {
            await LinkedIn().listen(Listening(signedIn: page, mark: mark, posts: posts, now: now), via: line)
        }

        func errand(_ text: String, answering: Receipt? = nil) -> Errand {
            let post = Post(parts: [Post.Part(text: text)], answering: answering)
            let rendition = LinkedIn().render(post, for: page.account, at: now).rendition
            return Errand(
                rendition: rendition, step: LinkedIn().steps(for: rendition)[0], progress: Progress(), signedIn: page,
                key: "key-1", media: [], now: now)
        }

        func published(_ text: String, answering: Receipt? = nil) async throws -> Receipt {
            let outcome = await LinkedIn().commit(errand(text, answering: answering), via: line)
            guard case .published(let receipt) = outcome else { throw Rehearsal.Missing() }
            return receipt
        }

        func says(_ text: String, under urn: String) throws -> LivePost {
            time.advance(by: .minutes(1))
            return try #require(control.seed(SeedPost(account: "bima-pratama", text: text, parent: urn)))
        }
    }

    private struct SharedClock: RehearsalClock {
        let time: HandTime
        func nowMs() -> Int64 { time.now().ms }
    }

    private func onStage(_ test: @escaping @Sendable (Stage) async throws -> Void) async throws {
        let time = HandTime()
        var settings = RehearsalSettings()
        settings.platforms = ["linkedin"]
        settings.clock = SharedClock(time: time)
        let networks = try RehearsalNetworks(settings)
        var log = Logger(label: "stage")
        log.logLevel = .critical
        let group = ServiceGroup(services: [networks], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let port = await networks.addresses()["linkedin"]
            do {
                try await test(try stage(networks.control("linkedin"), port, time))
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func stage(_ control: RehearsalControl?, _ port: Int?, _ time: HandTime) throws -> Stage {
        guard let control, let port, let house = Rehearsal.house(control),
            let token = control.grant(to: house.id)?["access_token"]?.string
        else { throw Rehearsal.Missing() }
        let origin = "http://127.0.0.1:\(port)"
        let account = Account(
            id: ID(1), platform: "linkedin", remoteID: "urn:li:organization:\(house.id)", handle: house.handle,
            displayName: house.name, server: "", traits: [:])
        return Stage(
            control: control, time: time,
            line: Rehearsal.described(HTTPLine(allowedOrigins: [origin], clock: time), to: platform.id),
            page: SignedIn(
                account: account, credentials: Credentials(accessToken: Redacted(token)),
                app: AppKeys(
                    clientID: "rehearsal-app", clientSecret: Redacted("rehearsal-secret"),
                    addresses: ["api": origin, "www": origin])))
    }

    @Test func `hears a comment, answers it, hears what comes back, and likes it`() async throws {
        try await onStage { stage in
            let post = try await stage.published("Buka (hari ini)")
            let comment = try stage.says("Jam berapa?", under: post.remoteID)

            let first = await stage.listen([post])
            let heard = try #require(first.said.first)
            let answer = try await stage.published("Jam 7", answering: heard.receipt)
            _ = try stage.says("Terima kasih", under: comment.id)
            let second = await stage.listen([answer, post], first.mark ?? [:])
            let reply = try #require(second.said.first { $0.text == "Terima kasih" })
            let liked = await platform.act(.like, on: reply, of: stage.page, now: stage.now, via: stage.line)
            let again = await platform.act(.like, on: reply, of: stage.page, now: stage.now, via: stage.line)

            #expect(first.said.map(\.receipt.remoteID) == [comment.id])
            #expect(heard.text == "Jam berapa?" && heard.about == post.remoteID)
            #expect(stage.live.first { $0.text == "Jam 7" }?.parent == comment.id)
            #expect(reply.about == answer.remoteID)
            #expect(liked == .done && again == .done)
            #expect(stage.live.first { $0.text == "Terima kasih" }?.counts.likes == 1)
            let unliked = await platform.act(.unlike, on: reply, of: stage.page, now: stage.now, via: stage.line)
            #expect(unliked == .done)
            #expect(stage.live.first { $0.text == "Terima kasih" }?.counts.likes == 0)
        }
    }

    @Test func `hears who mentions it elsewhere, answers under their post, and likes it`() async throws {
        try await onStage { stage in
            let name = "@[Kedai Aksara](\(stage.page.account.remoteID))"
            let post = try #require(
                stage.control.seed(SeedPost(account: "bima-pratama", text: "Kopi di \(name) enak")))

            let first = await stage.listen([])
            let heard = try #require(first.said.first)
            let answer = try await stage.published("Terima kasih", answering: heard.receipt)
            stage.time.advance(by: .minutes(20))
            let second = await stage.listen([answer], first.mark ?? [:])
            let third = await stage.listen([answer], second.mark ?? [:])
            let liked = await platform.act(.like, on: heard, of: stage.page, now: stage.now, via: stage.line)

            #expect(first.said.map(\.receipt.remoteID) == [post.id])
            #expect(heard.kind == .mention && heard.about == nil && heard.text == "Kopi di Kedai Aksara enak")
            #expect(stage.live.first { $0.text == "Terima kasih" }?.parent == post.id)
            guard case .said(_, _, nil) = second, case .said(_, _, nil) = third else { return #expect(Bool(false)) }
            #expect(second.said.allSatisfy { $0.receipt.remoteID == post.id } && third.said.isEmpty)
            #expect(liked == .done)
            #expect(stage.live.first { $0.id == post.id }?.counts.likes == 1)
        }
    }

    @Test func `answers once when the yes to it is lost`() async throws {
        try await onStage { stage in
            let post = try await stage.published("Buka")
            _ = try stage.says("Jam berapa?", under: post.remoteID)
            let heard = try #require(await stage.listen([post]).said.first)
            let errand = stage.errand("Jam 7", answering: heard.receipt)
            let doubt = Doubt(since: stage.now, quietUntil: stage.now + .minutes(1), part: 0)
            stage.control.add(FaultRule(.dropAfterAccept, at: .comment))

            let lost = await platform.commit(errand, via: stage.line)
            let found = await platform.look(errand, doubt: doubt, via: stage.line)

            guard case .unknown = lost, case .found(let receipt) = found else { return #expect(Bool(false)) }
            let live = stage.live.filter { $0.text == "Jam 7" }
            #expect(live.map(\.id) == [receipt.remoteID])
            let read = await platform.read(
                PublishedPart(part: errand.part, receipt: receipt, parent: heard.receipt), of: stage.page,
                now: stage.now, via: stage.line)
            guard case .there(let differences, _) = read else { return #expect(Bool(false)) }
            #expect(differences.isEmpty)
            #expect(await platform.delete(receipt, of: stage.page, via: stage.line) == .deleted)
            #expect(stage.live.map(\.text) == ["Buka", "Jam berapa?"])
        }
    }

    @Test func `is refused where the comment was deleted meanwhile`() async throws {
        try await onStage { stage in
            let post = try await stage.published("Buka")
            let comment = try stage.says("Jam berapa?", under: post.remoteID)
            let heard = try #require(await stage.listen([post]).said.first)
            stage.control.takeDown(comment)

            let outcome = await platform.commit(stage.errand("Jam 7", answering: heard.receipt), via: stage.line)

            guard case .refused(let refusal) = outcome else { return #expect(Bool(false)) }
            #expect(refusal.kind == .gone)
            #expect(await stage.listen([post]).said.isEmpty)
        }
    }

    @Test func `goes through many posts in several readings, and hears each comment`() async throws {
        try await onStage { stage in
            var posts: [Receipt] = []
            for number in 1...12 {
                posts.append(try await stage.published("Kabar \(number)"))
                _ = try stage.says("Komentar \(number)", under: posts[number - 1].remoteID)
            }

            let first = await stage.listen(posts)
            let second = await stage.listen(posts, first.mark ?? [:])
            let third = await stage.listen(posts, second.mark ?? [:])

            #expect(first.said.count == 9 && second.said.count == 3)
            #expect((first.said + second.said).map(\.text) == (1...12).map { "Komentar \($0)" })
            #expect(third.mark?["since"] == second.mark?["since"])
        }
    }

    @Test func `puts other words in a post's place, with a mention`() async throws {
        try await onStage { stage in
            let post = try await stage.published("Buka")
            let old = PublishedPart(part: stage.errand("Buka").part, receipt: post, parent: nil)
            let part = stage.errand("Tutup (maaf), salam @[Kedai Aksara](urn:li:organization:70400099)").part

            let edition = await platform.edit(old, to: part, of: stage.page, now: stage.now, via: stage.line)

            guard case .edited(let receipt) = edition else { return #expect(Bool(false)) }
            let read = await platform.read(
                PublishedPart(part: part, receipt: receipt, parent: nil), of: stage.page, now: stage.now,
                via: stage.line)
            guard case .there(let differences, _) = read else { return #expect(Bool(false)) }
            #expect(receipt == post)
            #expect(differences.isEmpty)
            #expect(stage.live.map(\.text) == ["Tutup (maaf), salam Kedai Aksara"])
        }
    }
}

extension Heard {
    fileprivate var said: [Said] {
        if case .said(let said, _, _) = self { said } else { [] }
    }

    fileprivate var mark: [String: JSONValue]? {
        if case .said(_, let mark, _) = self { mark } else { nil }
    }
}
