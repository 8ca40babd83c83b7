import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish

/// A post's delivery record, to be read or printed; the file beside it says the same to a program.
struct RecordPage: Page {
    static let template = "record"

    let frame: Frame
    let postPath: String
    let filePath: String
    let heading: String
    let author: String
    let created: Moment
    let written: Moment
    let program: String
    let deliveries: [RecordCard]
    let isEmpty: Bool

    init(_ record: DeliveryRecord, of post: PostDetail, frame: Frame, _ voice: Voice) {
        self.frame = frame
        postPath = "/posts/\(post.id)"
        filePath = "/posts/\(post.id)/receipt.json"
        heading = PostPage.heading(post.content.post.parts.first?.text ?? "", voice)
        author = post.author
        created = voice.moment(post.created)
        written = voice.moment(voice.now)
        program = record.kicau
        let details = Dictionary(post.deliveries.map { ($0.id.raw, $0) }, uniquingKeysWith: { first, _ in first })
        // What was planned between the two readings is on the next page.
        deliveries = record.deliveries.compactMap { recorded in
            details[recorded.id].map { RecordCard(recorded, $0, voice) }
        }
        isEmpty = deliveries.isEmpty
    }
}

extension Desk {
    func record(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Post.self)
        let caller = try visit.caller
        let record = try await house.publishing.record(of: id, version: house.settings.version, for: caller)
        let page = RecordPage(
            record, of: try await house.publishing.post(id, for: caller),
            frame: frame(visit.voice.say("Delivery record"), at: .posts, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func recordFile(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Post.self)
        let record = try await house.publishing.record(
            of: id, version: house.settings.version, for: try visit.caller)
        var response = Response.json(Array(try record.text().utf8))
        response.headers[.contentDisposition] = "attachment; filename=\"kicau-post-\(id).json\""
        return response
    }
}
