import KicauCore

@testable import KicauPublish

extension Samples {
    /// The record of `post`: each seal there can be.
    static let record = record(
        of: post,
        post.deliveries.map { delivery in
            switch delivery.id.raw {
            case 3: recorded(delivery, seal(.intact, previous: String(repeating: "ab01", count: 16)))
            case 4: recorded(delivery, seal(.changed, previous: ""))
            default: recorded(delivery, nil)
            }
        } + [recorded(post.deliveries[2], seal(.unlinked, previous: "00")), recorded(post.deliveries[3], nil)])
    static let emptyRecord = record(of: draft, [])

    private static func record(of post: PostDetail, _ deliveries: [DeliveryRecord.Delivered]) -> DeliveryRecord {
        DeliveryRecord(
            format: DeliveryRecord.format, formatVersion: DeliveryRecord.formatVersion, kicau: "0.1.0",
            writtenAt: now.rfc3339, workspace: workspace.name,
            post: .init(
                id: post.id.raw, author: post.author, createdAt: post.created.rfc3339, state: post.state.rawValue),
            deliveries: deliveries)
    }

    private static func seal(_ standing: DeliveryRecord.SealStanding, previous: String) -> DeliveryRecord.Seal {
        .init(
            sha256: String(repeating: "77aa", count: 16), previousSha256: previous, content: "{}",
            madeAt: (now - .minutes(79)).rfc3339, standing: standing)
    }

    private static func recorded(
        _ delivery: DeliveryDetail, _ seal: DeliveryRecord.Seal?
    ) -> DeliveryRecord.Delivered {
        .init(
            id: delivery.id.raw,
            account: .init(
                platform: delivery.account.platform.raw, handle: delivery.account.handle,
                displayName: delivery.account.displayName, remoteId: "did:plc:warungkata", server: ""),
            state: delivery.state.rawValue, waitingFor: delivery.waitingFor?.rawValue,
            due: .init(at: delivery.due.rfc3339, wall: "2026-11-23T08:00", zone: "Asia/Jakarta"),
            publishedAt: delivery.published?.rfc3339, lateMs: delivery.published == nil ? nil : 1420,
            removedAt: delivery.removed?.rfc3339,
            rendition: .init(sha256: delivery.renditionSHA256, text: "{}"),
            parts: delivery.rendition.parts.enumerated().map { number, part in
                let receipt = delivery.receipts.indices.contains(number) ? delivery.receipts[number] : nil
                return .init(
                    part: number, role: part.role.recorded, wireText: part.wireText,
                    wireTextSha256: String(repeating: "5e5e", count: 16),
                    pictures: part.media.map {
                        .init(sha256: $0.original.sha256, mimeType: $0.original.mimeType, alt: $0.original.alt)
                    },
                    platformId: receipt?.remoteID, cid: receipt == nil ? nil : "bafyreib2rxk3rh6kzwq",
                    url: receipt?.url, settledAt: delivery.published?.rfc3339,
                    differences: (receipt?.differences ?? []).map(\.description))
            },
            steps: [], fare: nil, events: [], seal: seal, presence: nil, checks: [])
    }
}
