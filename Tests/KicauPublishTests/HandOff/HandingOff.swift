import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

extension World {
    static let unpaid = Settlement.Story("It cannot be paid.")

    /// A post that a person is to post by hand in an hour.
    func handedOff(_ texts: String...) async throws -> DeliveryID {
        let parts = texts.map { Post.Part(text: $0) }
        let post = try await publishing.schedule(
            DraftContent(post: Post(parts: parts), accounts: [account], ways: [.handOff]), as: nil, version: nil,
            timing: .at(try Due(at: time.now() + .hours(1), zone: "Asia/Jakarta")), key: kit.makeName(), by: caller)
        let id = try #require(try await publishing.post(post, for: caller).deliveries.first).id
        await WayKeeper(kit: kit).giveWay(id, because: World.unpaid)
        return id
    }

    /// A person writes it on the network.
    func writeByHand(_ text: String) async throws {
        _ = try await network.call(
            Call(.post, "fake:post", body: .form([("text", text)]), isCommit: true), unit: MeterUnit("post_create"))
    }

    /// Kicau shall send it after all.
    func takeBack(_ id: DeliveryID, isNotThere: Bool = false) async throws {
        try await publishing.resolve(id, by: .sendAgain, link: nil, isNotThere: isNotThere, caller: caller)
    }
}
