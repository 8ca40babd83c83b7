import KicauCore
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// The post of a case, scheduled, and what has to be there of it in the end.
struct StagedPost {
    let delivery: DeliveryID
    private let staging: StagingCase
    private let stage: OptionStage
    private let rehearsal: Rehearsal

    init(_ staging: StagingCase, _ rehearsal: Rehearsal) async throws {
        self.staging = staging
        self.rehearsal = rehearsal
        stage = try OptionStage(rehearsal)
        if let asked = staging.asked {
            delivery = try await stage.schedule(asked)
        } else if staging.kind == .card {
            delivery = try await rehearsal.schedule([try await LinkCardConformanceTests.part(rehearsal)])
        } else {
            delivery = try await rehearsal.schedule([
                try await PlatformConformanceTests.part("Tiga cangkir", rehearsal, pictures: 3)
            ])
        }
    }

    /// Of ours, without the post that others may quote.
    var shown: [LivePost] { rehearsal.live.filter { $0.id != stage.other.id } }

    /// One post, with all its pieces, in their order.
    func expectWhole() async throws {
        if let asked = staging.asked { return try await stage.expect(asked, in: delivery) }
        let detail = try await rehearsal.detail(of: delivery)
        #expect(detail.state == .published, "\(String(describing: detail.trouble))")
        #expect(detail.receipts.first?.differences == [])
        let live = try #require(shown.first)
        #expect(shown.count == 1)
        switch staging.kind {
        case .card: LinkCardConformanceTests.expectCard(in: live, on: staging.network)
        case .carousel: #expect(live.media.map(\.alt) == ["Gambar 1", "Gambar 2", "Gambar 3"])
        case .album, .quote: break
        }
    }
}
