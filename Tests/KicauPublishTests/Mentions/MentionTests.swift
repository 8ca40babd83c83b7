import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Looking up whom a post mentions")
struct MentionTests {
    private func letters(_ world: World) -> World {
        var network = FakePlatform()
        network.findsByLetters = true
        return world.with(network, line: world.network)
    }

    private func problem(_ work: () async throws -> Void) async -> Problem.Code? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    @Test func `finds people by their first letters, with what is to be written`() async throws {
        let world = letters(try await World.flock())
        world.network.knows("ayu_l", as: "Ayu Lestari")
        world.network.knows("bima", as: "Bima")

        let answer = try await world.publishing.mentions.people(
            called: " @ayu ", by: world.account, for: world.caller)

        #expect(answer.people == [try #require(FoundPerson(handle: "ayu_l", name: "Ayu Lestari"))])
        #expect(answer.name == "ayu" && answer.paid == .zero)
        #expect(world.network.lookUps == ["ayu"])
    }

    @Test func `asks the same only once in ten minutes, capitals or not`() async throws {
        let world = letters(try await World.flock())
        let mentions = world.publishing.mentions
        for name in ["ayu", "Ayu", "@ayu"] {
            _ = try await mentions.people(called: name, by: world.account, for: world.caller)
        }
        let before = world.network.lookUps

        world.time.advance(by: .minutes(10))
        _ = try await mentions.people(called: "ayu", by: world.account, for: world.caller)

        #expect(before == ["ayu"] && world.network.lookUps == ["ayu", "ayu"])
    }

    @Test func `that costs money is made only when that was said, and paid once`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 15_000))
        world.network.knows("ayu", as: "Ayu")
        let mentions = world.publishing.mentions

        let code = await problem { _ = try await mentions.people(called: "ayu", by: world.account, for: world.caller) }
        let paid = try await mentions.people(called: "ayu", by: world.account, paying: true, for: world.caller)
        let kept = try await mentions.people(called: "ayu", by: world.account, for: world.caller)
        let over = await problem {
            _ = try await mentions.people(called: "bima", by: world.account, paying: true, for: world.caller)
        }

        #expect(code == .notPossibleNow)
        #expect(paid.paid == Money(microUSD: 10_000) && kept.paid == .zero)
        #expect(paid.people == kept.people && paid.people.count == 1)
        #expect(over == .overBudget)
        #expect(world.network.lookUps == ["ayu"])
        let spent = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06").spent
        #expect(spent == Money(microUSD: 10_000))
    }

    @Test func `is said to be paid only when the network charged for it`() async throws {
        let world = try await World.flock()
        let missed = world.with(FakePlatform(), line: NobodyLine(time: world.time))

        let answer = try await missed.publishing.mentions.people(
            called: "ayu", by: world.account, paying: true, for: world.caller)

        #expect(answer.people.isEmpty && answer.paid == .zero)
        let spent = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06").spent
        #expect(spent == .zero)
    }

    @Test func `costs what the workspace's plan says`() async throws {
        let world = try await World.flock()
        let list = """
            {"platform": "x", "book": "X Tiny", "plan": "Tiny", "monthly": 1000000, "source": "a test",
             "entered": "2026-05-30", "included": {"post_create+post_create_url": 2, "owned_read": 1},
             "rows": [{"unit": "post_create", "price": "free", "from": "2026-05-30"},
                      {"unit": "post_create_url", "price": "free", "from": "2026-05-30"},
                      {"unit": "owned_read", "price": "free", "from": "2026-05-30"},
                      {"unit": "user_read", "price": "free", "from": "2026-05-30"}]}
            """
        _ = try await world.publishing.priceLists.load(list, by: world.caller)
        try await world.publishing.priceLists.setPlan("Tiny", on: "x", by: world.caller)
        let id = world.caller.workspace.id
        let workspace = try #require(try await world.store.read { try $0.workspace(id) })
        let caller = Caller(user: world.caller.user, workspace: workspace, role: .owner)

        let offers = try await world.publishing.mentions.offers(for: caller)
        let answer = try await world.publishing.mentions.people(called: "ayu", by: world.account, for: caller)

        #expect(offers.map(\.price) == [.zero])
        #expect(answer.paid == .zero && world.network.lookUps == ["ayu"])
    }

    @Test func `is not paid for a name that nobody can have`() async throws {
        let world = try await World.flock()

        let code = await problem {
            _ = try await world.publishing.mentions.people(
                called: "ayu.l", by: world.account, paying: true, for: world.caller)
        }

        #expect(code == .badInput && world.network.lookUps.isEmpty)
    }

    @Test(arguments: [("", Problem.Code.badInput), (" @ ", .badInput), ("a\u{7}b", .badInput)])
    func `needs a name`(name: String, code: Problem.Code) async throws {
        let world = letters(try await World.flock())

        #expect(
            await problem {
                _ = try await world.publishing.mentions.people(called: name, by: world.account, for: world.caller)
            } == code)
    }

    @Test func `takes no name without end, and no more than thirty names a minute`() async throws {
        let world = letters(try await World.flock())
        let mentions = world.publishing.mentions

        let long = await problem {
            _ = try await mentions.people(
                called: String(repeating: "a", count: 201), by: world.account, for: world.caller)
        }
        for number in 0..<LookUps.mostPerMinute {
            _ = try await mentions.people(called: "a\(number)", by: world.account, for: world.caller)
        }
        let many = await problem {
            _ = try await mentions.people(called: "bima", by: world.account, for: world.caller)
        }
        world.time.advance(by: .minutes(1))
        _ = try await mentions.people(called: "bima", by: world.account, for: world.caller)

        #expect(long == .tooLong && many == .tooManyTries)
        #expect(world.network.lookUps.count == LookUps.mostPerMinute + 1)
    }

    @Test func `is for those who write, as an account of theirs`() async throws {
        let world = letters(try await World.flock())
        let viewer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .viewer)

        let forbidden = await problem {
            _ = try await world.publishing.mentions.people(called: "ayu", by: world.account, for: viewer)
        }
        let missing = await problem {
            _ = try await world.publishing.mentions.people(called: "ayu", by: AccountID(99), for: world.caller)
        }

        #expect(forbidden == .notAllowed && missing == .notFound)
    }

    @Test func `is offered with its price`() async throws {
        let world = try await World.flock()

        let offers = try await world.publishing.mentions.offers(for: world.caller)

        #expect(offers.map(\.account.id) == [world.account])
        #expect(offers.map(\.price) == [Money(microUSD: 10_000)])
        #expect(offers.first?.search.unit == MeterUnit("user_read"))
    }
}

/// A network that knows nobody, and says so with a 404.
private struct NobodyLine: Line {
    let time: HandTime

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        Reply(status: 404, headers: [], body: [], at: time.now())
    }
}

@Suite("A mention of nobody")
struct StrayMentionNoteTests {
    private func notes(_ world: World, _ texts: String...) async throws -> [RuleBroken] {
        let content = DraftContent(
            post: Post(parts: texts.map { Post.Part(text: $0) }), accounts: [world.account])
        return try await world.publishing.preview(content, at: nil, for: world.caller).accounts[0].rendered.broken
    }

    @Test func `is told where the network has no such handle, and stops no post`() async throws {
        let world = try await World.flock()

        let notes = try await notes(world, "Halo @ayu", "dan @ayu.bsky.social")

        #expect(notes.map(\.what) == ["Nobody can be called @\("ayu.bsky.social")."])
        #expect(notes.map(\.weight) == [.warns] && notes.map(\.part) == [1])
        _ = try await world.schedule("dan @ayu.bsky.social")
    }

    @Test func `is told where a look-up found nobody, as long as that is known`() async throws {
        let world = try await World.flock()
        world.network.knows("bima", as: "Bima")
        for name in ["ayu", "bima"] {
            _ = try await world.publishing.mentions.people(
                called: name, by: world.account, paying: true, for: world.caller)
        }

        let fresh = try await notes(world, "Halo @Ayu dan @bima dan @citra")
        world.time.advance(by: .minutes(11))
        let later = try await notes(world, "Halo @Ayu dan @bima dan @citra")

        #expect(fresh.map(\.what) == ["A look-up on \("Fake") found nobody called @\("Ayu")."])
        #expect(later.isEmpty)
    }

    @Test func `is told ten times at most`() async throws {
        let world = try await World.flock()

        let notes = try await notes(world, (0..<20).map { "@a.\($0)" }.joined(separator: " "))

        #expect(notes.count(where: { $0.weight == .warns }) == 10)
    }
}
