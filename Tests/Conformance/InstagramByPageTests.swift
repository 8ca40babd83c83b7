import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What is asked of Instagram behind its own sign-in is asked once more behind Facebook's: another host, other
/// permissions, and a Page's token, to which "me" is the Page.
@Suite("Instagram through a Facebook page", .serialized)
struct InstagramByPageTests {
    struct Situation: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let play: @Sendable () async throws -> Void

        init(_ words: String, _ play: @escaping @Sendable () async throws -> Void) {
            testDescription = words
            self.play = play
        }
    }

    private static let name = "instagram"
    private static let byPage = ["login": "facebook"]

    private static func run(_ situation: Situation) async throws {
        try await Rehearsal.$everyApp.withValue(byPage) { try await situation.play() }
    }

    @Test func `is signed in with the page's token, which has no end, and proves each call`() async throws {
        try await Rehearsal.on(Instagram(), options: Self.byPage, playing: ["demandsProof": true]) { rehearsal in
            guard case .ready(let signedIn) = try await TokenKeeper(kit: rehearsal.kit).key(for: rehearsal.account)
            else {
                Issue.record("no key")
                return
            }
            let part = try await PlatformConformanceTests.part("Tiga cangkir", rehearsal, pictures: 3)
            let delivery = try await rehearsal.schedule([part], comment: "Tautan di sini")
            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.accounts.check(rehearsal.account, by: rehearsal.caller)
            #expect(detail.way?.name == "facebook" && detail.summary.state == .connected)
            #expect(signedIn.credentials.expires == nil)
            #expect(try await rehearsal.detail(of: delivery).state == .published)
            #expect(rehearsal.live.count == 2)
        }
    }

    static let publishing: [Situation] = [
        Situation("a text") {
            try await PlatformConformanceTests()
                .`publishes a text, with its link, hashtag and every script`(name: name)
        },
        Situation("a carousel with descriptions") {
            try await PlatformConformanceTests().`publishes pictures with their descriptions`(name: name)
        },
        Situation("no thread") {
            try await PlatformConformanceTests().`publishes a thread in order, or says that it has none`(name: name)
        },
        Situation("a first comment") {
            try await PlatformConformanceTests()
                .`puts the first comment under the post, or says that it has none`(name: name)
        },
        Situation("a reel") { try await VideoConformanceTests().`publishes a video`(name: name) },
        Situation("a reel with a cover") {
            try await MetaExtrasConformanceTests()
                .`a picture becomes the cover of its reel, and nothing else`(fault: nil)
        },
        Situation("a reel, read back") {
            try await VideoConformanceTests().`reads a video back as it was sent, and takes it off`(name: name)
        },
        Situation("a story that is a video") {
            try await VideoConformanceTests().`publishes an upright video in the format that is asked for`(
                name: name, format: "story", text: "")
        },
        Situation("a story that is a picture") {
            try await VideoConformanceTests().`publishes a picture as a story`(name: name)
        },
        Situation("much at once, through the API") {
            try await OptionDoorTests().`takes what goes together in one post from the API`(name: name)
        },
        Situation("the number of posts a day") {
            try await MetaInboxConformanceTests().`keep to the number of posts that Instagram names`()
        },
    ]

    @Test(arguments: publishing)
    func `publishes`(situation: Situation) async throws { try await Self.run(situation) }

    static let keeping: [Situation] = [
        Situation("whose token it is") {
            try await PlatformConformanceTests().`says whose token it is`(name: name)
        },
        Situation("a token that was revoked") {
            try await PlatformConformanceTests().`asks the person to reconnect when its token was revoked`(name: name)
        },
        Situation("a token that died in mid-flight") {
            try await FaultConformanceTests().`goes on after its token died in mid-flight`(network: name)
        },
        Situation("the account's numbers") {
            try await AccountCountConformanceTests().`is read and kept`(name: name)
        },
        Situation("a post's numbers") {
            try await ReadingConformanceTests().`are read with a later check, and kept`(name: name)
        },
        Situation("what is there as it was published") {
            try await RecheckConformanceTests().`finds every part there, as it was published`(name: name)
        },
        Situation("what was changed by hand") {
            try await RecheckConformanceTests().`says what was changed there by hand`(name: name)
        },
        Situation("what is gone") {
            try await RecheckConformanceTests().`says what is gone, and sends nothing again`(name: name)
        },
        Situation("its limits") {
            try await QuotaConformanceTests().`are read out of the answers to what is sent anyway`(name: name)
        },
    ]

    @Test(arguments: keeping)
    func `keeps watch over`(situation: Situation) async throws { try await Self.run(situation) }

    static let talking: [Situation] = [
        Situation("hears comments") {
            try await MetaInboxConformanceTests()
                .`hear what others say, once it is new, and nothing of ours`(name: name)
        },
        Situation("hears whoever tags it") {
            try await MetaExtrasConformanceTests()
                .`posts on Instagram in which the account is tagged are heard, once each`()
        },
        Situation("answers") { try await answer(under: nil) },
        Situation("answers, the yes to it lost") { try await answer(under: .dropAfterAccept) },
        Situation("answers, though the connection breaks") { try await answer(under: .dropBeforeAccept) },
        Situation("says no to answering what is gone") {
            try await MetaInboxConformanceTests().`say no to answering what is gone`(name: name)
        },
        Situation("hides comments") {
            try await MetaInboxConformanceTests().`hide and show again, as often as one likes`(name: name)
        },
        Situation("takes no broken network for silence") {
            try await InboxConformanceTests().`takes no broken network for silence, and hears it later`(name: name)
        },
    ]

    private static func answer(under fault: FaultKind?) async throws {
        try await MetaInboxConformanceTests().`answer exactly once, under what is answered`(name: name, fault: fault)
    }

    @Test(arguments: talking)
    func `talks with people`(situation: Situation) async throws { try await Self.run(situation) }

    private static let kinds: [FaultKind] = [.dropAfterAccept, .dropBeforeAccept, .serverErrorAfter, .rateLimit]

    private static let publishingOne: [Situation] = FaultConformanceTests.trials
        .filter { $0.network == name && $0.place != .upload && kinds.contains($0.kind) }
        .map { trial in
            Situation(trial.testDescription) {
                try await FaultConformanceTests().`ends with exactly one post, or before a person`(trial: trial)
            }
        }

    private static let stagingMany: [Situation] = StagingFaultTests.trials
        .filter { $0.staging.network == name }
        .map { trial in
            Situation(trial.testDescription) {
                try await StagingFaultTests().`goes out whole, in order and once`(trial: trial)
            }
        }

    private static let lagging: [Situation] = LateFaultTests.lags
        .filter { $0.network == name }
        .map { lag in
            Situation(lag.testDescription) {
                try await LateFaultTests().`a list that lags behind is no reason to send again`(lag: lag)
            }
        }

    @Test(arguments: Trials.chosen(of: publishingOne + stagingMany + lagging))
    func `publishes once under`(situation: Situation) async throws { try await Self.run(situation) }
}
