import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Addresses that anybody may fetch exist only where a network comes for the picture itself.
@Suite("Every network and the public media address", .serialized)
struct PublicMediaConformanceTests {
    @Test(arguments: Registry.all.map(\.id.raw).sorted())
    func `a picture has one only on networks that fetch`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let picture = try await rehearsal.picture("Cangkir")
            let delivery = try await rehearsal.schedule([Post.Part(text: "Kopi", media: [picture])])

            try await rehearsal.advance(by: .minutes(30))

            #expect(try await rehearsal.detail(of: delivery).state == .published)
            let grants = try await rehearsal.store.read { tx in
                try tx.first("SELECT COUNT(*) AS found FROM media_grant", { try $0.int("found") }) ?? 0
            }
            #expect((grants > 0) == platform.rules.fetchesMedia)
            #expect(platform.rules.fetchesMedia == ["instagram", "threads"].contains(name))
        }
    }
}
