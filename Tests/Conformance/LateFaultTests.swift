import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// Networks that take their time: a write that comes late, lists that lag, films that come to nothing.
@Suite("Every network, late")
struct LateFaultTests {
    private static let quick = Pace(
        commitDeadline: GuardedLine.least, lease: .seconds(120), betweenLooks: .seconds(60), settlePercent: 100, room: 8
    )

    @Test(arguments: PlatformConformanceTests.names)
    func `what arrives after its call was given up is found, and not sent again`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform, pace: Self.quick) { rehearsal in
            rehearsal.control.add(FaultRule(.delay, at: .commit, times: 1, ms: 2_600))
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [try await PlatformConformanceTests.part("Terlambat", rehearsal)], in: .minutes(2))
            for _ in 0..<60 where rehearsal.control.faults.map(\.fired) == [0] {
                try await rehearsal.advance(by: .seconds(5))
            }
            let given = try await rehearsal.detail(of: delivery).state
            #expect(given == .unknown)
            // The wire's own time, as it was not the world that was slow.
            for _ in 0..<200 where rehearsal.live.isEmpty { await Task.rest(for: .milliseconds(50)) }

            try await rehearsal.advance(by: .hours(1))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
            #expect(try await rehearsal.detail(of: delivery).state == .published)
            #expect(rehearsal.live.count == 1)
        }
    }

    struct Lag: CustomTestStringConvertible, Sendable {
        let network: String
        var server: String?
        let ms: Int64
        var testDescription: String { "\(server ?? network): lists lag by \(ms / 1000) s" }
    }

    /// As far as the rules say that a list may lag, and much farther.
    static let lags =
        PlatformConformanceTests.names.flatMap { name in
            [Lag(network: name, ms: 60_000), Lag(network: name, ms: 1_800_000)]
        }
        + MastodonDialectConformanceTests.servers.map { Lag(network: "mastodon", server: $0, ms: 60_000) }

    @Test(arguments: Trials.chosen(of: lags))
    func `a list that lags behind is no reason to send again`(lag: Lag) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == lag.network })
        let playing = lag.server.map { JSONValue.object(["server": .string($0)]) }
        try await Rehearsal.on(platform, playing: playing) { rehearsal in
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))
            rehearsal.control.add(FaultRule(.lagListing, at: .read, times: nil, ms: lag.ms))
            let due = rehearsal.time.now() + .minutes(2)
            let part = try await PlatformConformanceTests.part(
                "Belum tampak", rehearsal, pictures: lag.server == "pixelfed" ? 1 : 0)
            let delivery = try await rehearsal.schedule([part], in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
            #expect(rehearsal.live.count == 1)
            if lag.ms <= 60_000, lag.server == nil {
                #expect(try await rehearsal.detail(of: delivery).state == .published)
            }
        }
    }

    @Test(arguments: PlatformConformanceTests.names)
    func `a list that lags behind is no proof that a part is gone`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let part = try await PlatformConformanceTests.part("Menu baru", rehearsal)
            let comment = platform.rules.canFirstComment ? "Tautan di sini" : nil
            let delivery = try await rehearsal.schedule([part], comment: comment)
            try await rehearsal.advance(by: .minutes(2))
            rehearsal.control.add(FaultRule(.lagListing, at: .read, times: nil, ms: 1_800_000))

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published)
            #expect(detail.checks.last?.done != nil)
            #expect(detail.presence?.state != .gone, "\(String(describing: detail.checks.last?.parts))")
        }
    }
}

@Suite("Every network whose videos come to nothing", .serialized)
struct FailedVideoTests {
    /// Once, and for ever.
    @Test(arguments: VideoConformanceTests.names, [1, nil])
    func `are sent anew or said to have failed, and never shown without their video`(
        name: String, times: Int?
    ) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let place: Place = platform.rules.fetchesMedia ? .container : .upload
            rehearsal.control.add(FaultRule(.failProcessing, at: place, times: times))
            let due = rehearsal.time.now() + .minutes(2)
            let part = Post.Part(text: "Tidak jadi", media: [try await rehearsal.film("Kopi dituang")])
            let delivery = try await rehearsal.schedule([part], in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            if name == "facebook", times == nil {
                // Facebook says yes before it works on a video. Whether anything came of it, a later look tells.
                try await rehearsal.publishing.resolve(
                    delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
                #expect(try await rehearsal.detail(of: delivery).presence?.state == .gone)
                return
            }
            try await FaultConformanceTests.check(delivery, due, rehearsal)
            let detail = try await rehearsal.detail(of: delivery)
            #expect((detail.state == .published) == (rehearsal.live.count == 1))
            #expect(rehearsal.live.allSatisfy { $0.media.map(\.type) == ["video/mp4"] })
            if detail.state != .published { #expect(detail.trouble?.toDo != nil) }
            if times == nil { #expect(rehearsal.live.isEmpty) }
        }
    }
}
