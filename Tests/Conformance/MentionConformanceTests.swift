import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Somebody names the house under somebody else's post on Instagram: from the network's call to the inbox and the answer.
@Suite("Names under other people's posts on Instagram", .serialized)
struct MentionConformanceTests {
    private struct Stage: Sendable {
        let rehearsal: Rehearsal

        var control: RehearsalControl { rehearsal.control }

        func says(_ text: String, by speaker: String, under parent: LivePost? = nil) throws -> LivePost {
            try #require(
                control.seed(
                    SeedPost(
                        account: speaker, text: text, createdAtMs: rehearsal.time.now().ms, parent: parent?.id)))
        }

        /// Waits until the network has called so often.
        func rung(_ count: Int) async {
            for _ in 0..<1_000 where control.rings.count < count { await Task.rest(for: .milliseconds(10)) }
            #expect(control.rings.count == count && control.rings.allSatisfy { $0.status == 200 })
        }

        func turn() async {
            rehearsal.time.advance(by: .seconds(20))
            await Listener(kit: rehearsal.kit).turn()
        }

        func heard() async throws -> [InboxItem] {
            try await rehearsal.publishing.inbox.list(InboxFilter(), for: rehearsal.caller).items
        }

        func kept() async throws -> Int {
            try await rehearsal.store.read { try $0.countHints(of: rehearsal.account) }
        }

        func ringing() async throws -> AccountRinging? {
            try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller).ringing
        }

        /// How often Kicau has asked to be called.
        var asked: Int {
            control.calls.filter { $0.path.contains("subscribed_apps") && $0.method == "POST" }.count
        }
    }

    /// The account was listened to just now, and the network knows where to call.
    private static func on(
        login: String = "facebook", isTold: Bool = true, _ test: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        try await Rehearsal.on(Instagram(), options: ["login": login]) { rehearsal in
            try await HookDoor.open(for: rehearsal) { url in
                let doorman = rehearsal.accounts.doorman
                let bell = try #require(try await doorman.bell(of: "instagram", for: rehearsal.caller))
                await Listener(kit: rehearsal.kit).turn()
                #expect(await rehearsal.control.hook(at: url, word: bell.word, isTold: isTold) == nil)
                try await test(Stage(rehearsal: rehearsal))
            }
        }
    }

    @Test func `come into the inbox by their numbers, and are answered once each`() async throws {
        try await Self.on { stage in
            let caption = try stage.says("Sarapan di @kedai.aksara ☕", by: "citra_dewi")
            let comment = try stage.says("@kedai.aksara memang enak", by: "eka_putri", under: caption)
            // Citra is told of the comment under her picture as well.
            await stage.rung(3)
            #expect(try await stage.kept() == 2)
            await stage.turn()

            let items = try await stage.heard()
            #expect(Set(items.map(\.said.receipt.remoteID)) == [caption.id, comment.id])
            #expect(items.allSatisfy { $0.said.kind == .mention && $0.said.receipt.url != nil })
            #expect(Set(items.map(\.said.speaker.handle)) == ["citra_dewi", "eka_putri"])
            #expect(try await stage.kept() == 0)

            for (place, item) in items.enumerated() {
                // One of the two answers gets lost on its way back.
                if place == 0 { stage.control.add(FaultRule(.dropAfterAccept, at: .comment, times: 1, ms: 7_000)) }
                _ = try await stage.rehearsal.publishing.inbox.answer(
                    item.id, with: "Terima kasih \(place)", key: "k", by: stage.rehearsal.caller)
                try await stage.rehearsal.advance(by: .minutes(30))
            }
            let answers = stage.rehearsal.live.filter { $0.text.hasPrefix("Terima kasih") }
            #expect(Set(answers.map(\.text)) == ["Terima kasih 0", "Terima kasih 1"] && answers.count == 2)
            #expect(Set(answers.compactMap(\.parent)) == [caption.id, comment.id])
            #expect(
                try await stage.rehearsal.publishing.inbox.list(done, for: stage.rehearsal.caller).items
                    .allSatisfy { $0.answer?.state == .published })
        }
    }

    private var done: InboxFilter {
        var filter = InboxFilter()
        filter.isDone = true
        return filter
    }

    @Test(arguments: [FaultKind.serverErrorBefore, .dropBeforeAccept, .rateLimit])
    func `wait where the network does not answer, and are read later`(fault: FaultKind) async throws {
        try await Self.on { stage in
            let caption = try stage.says("Di @kedai.aksara", by: "citra_dewi")
            await stage.rung(1)
            stage.control.add(FaultRule(fault, at: .read, times: 1, ms: 7_000))

            await stage.turn()
            #expect(try await stage.kept() == 1)
            stage.rehearsal.time.advance(by: .hours(2))
            await stage.turn()

            #expect(try await stage.heard().map(\.said.receipt.remoteID) == [caption.id])
            #expect(try await stage.kept() == 0)
        }
    }

    @Test func `are forgotten when they are gone before they are read`() async throws {
        try await Self.on { stage in
            let caption = try stage.says("Di @kedai.aksara", by: "citra_dewi")
            await stage.rung(1)
            stage.control.takeDown(caption)

            await stage.turn()

            #expect(try await stage.heard().isEmpty)
            #expect(try await stage.kept() == 0)
        }
    }

    @Test func `leave no number behind with Instagram Login, which cannot read them`() async throws {
        try await Self.on(login: "instagram") { stage in
            _ = try stage.says("Di @kedai.aksara", by: "citra_dewi")
            await stage.rung(1)

            #expect(try await stage.kept() == 0)
            await stage.turn()
            #expect(try await stage.heard().isEmpty)
        }
    }

    @Test(arguments: [FaultKind?.none, .serverErrorBefore, .dropAfterAccept])
    func `are rung for once Kicau has asked Instagram itself`(fault: FaultKind?) async throws {
        try await Self.on(login: "instagram", isTold: false) { stage in
            let asker = RingAsker(kit: stage.rehearsal.kit)
            if let fault { stage.control.add(FaultRule(fault, at: .read, times: 1, ms: 7_000)) }

            await asker.turn()
            if fault != nil {
                #expect(try await stage.ringing()?.state == .trouble)
                stage.rehearsal.time.advance(by: .hours(1))
                await asker.turn()
            }
            #expect(try await stage.ringing()?.state == .rings)
            #expect(stage.asked == 1)
            stage.rehearsal.time.advance(by: .days(1))
            await asker.turn()
            #expect(stage.asked == 1)

            _ = try stage.says("Di @kedai.aksara", by: "citra_dewi")
            await stage.rung(1)
            #expect(try await stage.ringing()?.last == stage.rehearsal.time.now())
        }
    }
}
