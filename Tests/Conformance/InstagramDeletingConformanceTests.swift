import HTTPTypes
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A published post on Instagram", .serialized)
struct InstagramDeletingConformanceTests {
    @Test(arguments: ["facebook", "instagram"])
    func `is taken off with its comment where the account came through its page, and nowhere else`(
        login: String
    ) async throws {
        try await Rehearsal.on(Instagram(), options: ["login": login]) { rehearsal in
            let door = try await FrontDoor(rehearsal)
            let delivery = try await rehearsal.schedule(
                [try await PlatformConformanceTests.part("Sebentar saja", rehearsal)], comment: "Tautan di sini")
            try await rehearsal.advance(by: .minutes(10))
            #expect(rehearsal.live.count == 2)

            let offered = try await rehearsal.detail(of: delivery).acts
            #expect(offered.contains(.delete) == (login == "facebook"))
            let asked = try await door.ask(
                .post, "/deliveries/\(delivery)/resolutions", ["act": .string(DeliveryAct.delete.rawValue)])

            #expect((asked.status < 300) == (login == "facebook"), "\(asked.json)")
            #expect(rehearsal.live.isEmpty == (login == "facebook"))
            let detail = try await rehearsal.detail(of: delivery)
            #expect((detail.removed != nil) == (login == "facebook"))
            #expect(!detail.acts.contains(.delete))
        }
    }
}
