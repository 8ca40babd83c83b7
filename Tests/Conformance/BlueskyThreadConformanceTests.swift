import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A thread is one write there: whatever happens to its answer, all of it is there once, or nothing of it.
@Suite("A thread on Bluesky's rehearsal network", .serialized)
struct BlueskyThreadConformanceTests {
    private static let gates = ChosenOptions(["threadgate": ["nobody"], "postgate": ["disableRule"]])

    private static let faults: [FaultKind] = [
        .dropAfterAccept, .dropBeforeAccept, .delayAfter, .rateLimit, .serverErrorBefore, .serverErrorAfter, .slowBytes,
        .malformed, .html, .expiredToken,
    ]

    private func parts(_ rehearsal: Rehearsal) async throws -> [Post.Part] {
        [
            Post.Part(text: "Satu"), Post.Part(text: "Dua", media: [try await rehearsal.picture("Dua")]),
            Post.Part(text: "Tiga @bima-pratama.test"),
        ]
    }

    private func records(_ rehearsal: Rehearsal, _ collection: String) async throws -> [JSONValue] {
        let house = try #require(Rehearsal.house(rehearsal.control))
        let call = Call(
            .get, rehearsal.control.origin + "/xrpc/com.atproto.repo.listRecords",
            query: [("repo", house.id), ("collection", collection), ("reverse", "true")])
        let reply = try await rehearsal.kit.line.call(call, unit: MeterUnit("read"))
        return JSONValue(reading: Data(reply.body))?["records"]?.array ?? []
    }

    /// All of it, in order, each part naming the one before by the hash it really has.
    private func checkWhole(_ rehearsal: Rehearsal, _ delivery: DeliveryID) async throws {
        let detail = try await rehearsal.detail(of: delivery)
        #expect(detail.state == .published, "\(String(describing: detail.trouble))")
        let records = try await records(rehearsal, "app.bsky.feed.post")
        try #require(records.count == 3)
        #expect(records.map { $0["value"]?["text"] } == ["Satu", "Dua", "Tiga @bima-pratama.test"])
        let refs: [JSONValue] = records.map { ["uri": $0["uri"] ?? .null, "cid": $0["cid"] ?? .null] }
        #expect(records[1]["value"]?["reply"] == ["root": refs[0], "parent": refs[0]])
        #expect(records[2]["value"]?["reply"] == ["root": refs[0], "parent": refs[1]])
        #expect(detail.receipts.map { $0.extra["cid"] } == records.map { $0["cid"] })
        #expect(detail.receipts.allSatisfy { $0.differences.isEmpty })
    }

    @Test func `is there at once, with its gates`() async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            let delivery = try await rehearsal.schedule(
                try await parts(rehearsal), comment: nil, options: Self.gates, in: .minutes(2))

            try await rehearsal.advance(by: .minutes(10))

            try await checkWhole(rehearsal, delivery)
            #expect(Set(rehearsal.live.map(\.createdAtMs)).count == 1)
            let posts = try await records(rehearsal, "app.bsky.feed.post")
            for gate in ["app.bsky.feed.threadgate", "app.bsky.feed.postgate"] {
                #expect(try await records(rehearsal, gate).first?["value"]?["post"] == posts[0]["uri"])
            }
        }
    }

    @Test(arguments: faults)
    func `is whole or not there under every fault of its one write`(kind: FaultKind) async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            rehearsal.control.add(FaultRule(kind, at: .commit, times: 1, ms: 7_000))
            let delivery = try await rehearsal.schedule(
                try await parts(rehearsal), comment: nil, options: Self.gates, in: .minutes(2))

            try await rehearsal.advance(by: .minutes(2))
            #expect([0, 3].contains(rehearsal.live.count))
            try await rehearsal.advance(by: .hours(1))

            try await checkWhole(rehearsal, delivery)
        }
    }

    @Test func `waits whole while a picture of it cannot be uploaded`() async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            rehearsal.control.add(FaultRule(.serverErrorBefore, at: .upload, times: 4))
            let delivery = try await rehearsal.schedule(try await parts(rehearsal))

            try await rehearsal.advance(by: .seconds(10))
            #expect(rehearsal.live.isEmpty)
            try await rehearsal.advance(by: .hours(1))

            try await checkWhole(rehearsal, delivery)
        }
    }

    @Test func `stages anew what was staged for its later parts and would die before it goes out`() async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            try await rehearsal.store.allowLateness(.hours(3), in: rehearsal.caller.workspace)
            rehearsal.control.add(FaultRule(.rateLimit, at: .commit, times: 1, ms: 7_200_000))
            let delivery = try await rehearsal.schedule(try await parts(rehearsal))

            try await rehearsal.advance(by: .hours(3))

            try await checkWhole(rehearsal, delivery)
            #expect(rehearsal.control.calls.filter { $0.path.hasSuffix("uploadBlob") }.count == 2)
        }
    }

    @Test func `more than four pictures are a gallery`() async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            var media: [Media] = []
            for number in 0..<6 { media.append(try await rehearsal.picture("Kios \(number)", hue: UInt8(30 * number))) }
            let delivery = try await rehearsal.schedule([Post.Part(text: "Pasar", media: media)])

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect(rehearsal.live.first?.media.map(\.alt) == (0..<6).map { "Kios \($0)" })
            let embed = try await records(rehearsal, "app.bsky.feed.post").first?["value"]?["embed"]
            #expect(embed?["$type"] == "app.bsky.embed.gallery")
        }
    }
}
