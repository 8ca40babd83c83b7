import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// On Threads answers may wait for approval: they are heard as waiting, and let in or left out from here.
@Suite("Answers that wait for approval", .serialized)
struct ApprovalConformanceTests {
    private static func waiting(_ rehearsal: Rehearsal) async throws -> (answer: LivePost, item: InboxItem) {
        let delivery = try await rehearsal.schedule(
            [try await PlatformConformanceTests.part("Kami buka hari ini", rehearsal)],
            options: ChosenOptions(["enable_reply_approvals": ["yes"]]))
        try await rehearsal.advance(by: .minutes(10))
        #expect(try await rehearsal.detail(of: delivery).state == .published)
        let ours = try #require(rehearsal.live.first { $0.parent == nil })
        let speaker = try #require(rehearsal.control.people.first { $0.id != ours.account && $0.kind == .person })
        let answer = try #require(
            rehearsal.control.seed(
                SeedPost(
                    account: speaker.id, text: "Hari Minggu juga?", createdAtMs: rehearsal.time.now().ms,
                    parent: ours.id)))
        rehearsal.time.advance(by: .minutes(2))
        return (answer, try await heard(rehearsal))
    }

    private static func heard(_ rehearsal: Rehearsal) async throws -> InboxItem {
        await Listener(kit: rehearsal.kit).turn()
        let listing = try await rehearsal.publishing.inbox.list(InboxFilter(), for: rehearsal.caller)
        #expect(listing.deaf.isEmpty, "\(listing.deaf)")
        #expect(listing.items.count == 1, "\(listing.items.map(\.said))")
        return try #require(listing.items.first)
    }

    private static func status(_ answer: LivePost, _ rehearsal: Rehearsal) -> String? {
        rehearsal.live.first { $0.id == answer.id }?.own["reply_approval_status"]?.string
    }

    @Test func `are ignored, and approved all the same later`() async throws {
        try await Rehearsal.on(Threads()) { rehearsal in
            let (answer, item) = try await Self.waiting(rehearsal)
            let inbox = rehearsal.publishing.inbox
            #expect(item.said.waiting == .pending && item.deeds == [.approve, .ignore])

            try await inbox.act(.ignore, on: item.id, by: rehearsal.caller)
            #expect(Self.status(answer, rehearsal) == "IGNORED")
            #expect(try await Self.heard(rehearsal).deeds == [.approve])

            try await inbox.act(.approve, on: item.id, by: rehearsal.caller)
            #expect(Self.status(answer, rehearsal) == "APPROVED")
            #expect(try await Self.heard(rehearsal).deeds == [.hide])
        }
    }

    @Test func `can be neither answered nor hidden before`() async throws {
        try await Rehearsal.on(Threads()) { rehearsal in
            let (_, item) = try await Self.waiting(rehearsal)
            let inbox = rehearsal.publishing.inbox

            await #expect(throws: Problem.self) {
                try await inbox.act(.hide, on: item.id, by: rehearsal.caller)
            }
            await #expect(throws: Problem.self) {
                _ = try await inbox.answer(item.id, with: "Ya", key: "k", by: rehearsal.caller)
            }
        }
    }

    @Test func `wait no longer once they were approved at Threads itself`() async throws {
        try await Rehearsal.on(Threads()) { rehearsal in
            let (answer, item) = try await Self.waiting(rehearsal)
            let house = try #require(Rehearsal.house(rehearsal.control))
            let token = try #require(rehearsal.control.grant(to: house.id)?["access_token"]?.string)
            let call = Call(
                .post, rehearsal.control.origin + "/v1.0/\(answer.id)/manage_pending_reply",
                headers: [("authorization", Redacted("Bearer " + token))], body: .form([("approve", "true")]))
            #expect(try await rehearsal.kit.line.call(call, unit: MeterUnit("read")).status == 200)

            rehearsal.time.advance(by: .minutes(20))
            let later = try await Self.heard(rehearsal)

            #expect(later.id == item.id && later.said.waiting == nil)
        }
    }
}
