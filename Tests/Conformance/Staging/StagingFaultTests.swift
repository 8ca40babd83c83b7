import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Carousels, cards, albums and quotes take calls before the one that shows them: each is struck by each kind of trouble.
@Suite("What is made ready before a post, under faults", .serialized)
struct StagingFaultTests {
    struct Trial: CustomTestStringConvertible, Sendable {
        let staging: StagingCase
        let blow: Blow

        var testDescription: String { "\(staging.testDescription): \(blow)" }
    }

    static let blows: [Blow] = [
        .lateAnswer, .neverArrived, .fault(.dropBeforeAccept), .crash, .fault(.serverErrorAfter), .fault(.rateLimit),
    ]

    static let trials = StagingCase.all.flatMap { staging in blows.map { Trial(staging: staging, blow: $0) } }

    @Test(arguments: Trials.chosen(of: trials))
    func `goes out whole, in order and once`(trial: Trial) async throws {
        let staging = trial.staging
        let platform = try #require(Registry.all.first { $0.id.raw == staging.network })
        try await Rehearsal.on(platform, plan: staging.asked?.plan) { rehearsal in
            if let settings = staging.asked?.settings { #expect(rehearsal.control.set(settings)) }
            // A network that says "until the day turns" (LinkedIn) is waited for.
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            let line = StruckLine(rehearsal, staging.struck, by: trial.blow)
            let post = try await StagedPost(staging, rehearsal)

            try await Self.play(trial.blow, over: line, rehearsal)
            if try await rehearsal.detail(of: post.delivery).state == .scheduled {
                try await rehearsal.advance(by: .hours(25))
            }

            #expect(line.hasStruck)
            let detail = try await rehearsal.detail(of: post.delivery)
            if staging.isCommit, detail.state == .waiting {
                #expect([.doubt, .sendBound].contains(detail.waitingFor), "\(String(describing: detail.trouble))")
                #expect(post.shown.count <= 1)
            } else {
                try await post.expectWhole()
            }
            let (unbalanced, leaked) = try await rehearsal.store.read {
                (try $0.unbalancedBookings(), try $0.leakedHolds())
            }
            #expect(unbalanced == 0 && leaked == 0)
        }
    }

    private static func play(_ blow: Blow, over line: StruckLine, _ rehearsal: Rehearsal) async throws {
        let struck = rehearsal.over(line)
        switch blow {
        case .fault, .lateAnswer, .neverArrived: try await struck.advance(by: .hours(2))
        case .crash: try await crash(struck, line, rehearsal)
        }
    }

    /// Its worker is held for dead, another begins once its lease is over, and in the end the first wakes after all.
    private static func crash(_ struck: Rehearsal, _ line: StruckLine, _ rehearsal: Rehearsal) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Whatever fails below: nobody waits for a worker that nobody wakes.
            defer { line.wake() }
            group.addTask {
                defer { line.giveUpWaiting() }
                try await struck.advance(by: .minutes(10))
            }
            await line.waitForCrash()
            rehearsal.time.advance(by: rehearsal.kit.pace.lease + .seconds(1))
            try await rehearsal.dispatcher.takeBack()
            try await rehearsal.advance(by: .hours(2))
            line.wake()
            try await group.waitForAll()
        }
    }
}
