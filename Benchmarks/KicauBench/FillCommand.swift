import ArgumentParser
import Foundation
import KicauCore
import KicauPublish
import KicauStore

struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Fill an empty data folder with past and planned posts, and leave a session to open its pages with.",
        discussion: """
            Past posts have 1.3 deliveries on average; one in a hundred was refused and one in a thousand waits for a \
            person. Planned posts have one delivery.
            """
    )

    @OptionGroup
    var place: Place

    @Option(help: "Past posts.")
    var posts = 100_000

    @Option(help: "The past posts are spread evenly over so many days before today.")
    var days = 1825

    @Option(help: "Planned posts.")
    var scheduled = 0

    @Option(help: "The planned posts are spread evenly over so many days from tomorrow on.")
    var ahead = 28

    @Option(help: "Accounts, the seven networks by turns.")
    var accounts = 20

    func run() async throws {
        let ground = try await Ground(place)
        let begun = Effort.now()
        let bulk = Bulk(ground: ground, accounts: try await ground.connect(accounts))
        let past = Past(ground: ground, bulk: bulk, count: posts, days: days)
        try await past.write()
        try await bulk.schedule(scheduled, days: ahead)
        let middle = try await past.middle()
        let report = Report(
            posts: posts, deliveries: past.deliveries(before: posts), scheduled: scheduled,
            seconds: rounded(begun.wall(to: .now()), to: 1), session: try await leaveSession(on: ground),
            middlePost: middle?.id.raw, middleCursor: middle.map { "\($0.sort.ms)-\($0.id)" })
        try ground.close()
        print(try JSONText.encode(report))
    }

    /// A session of the owner, as signing in would make one.
    private func leaveSession(on ground: Ground) async throws -> String {
        let token = UUID().uuidString + UUID().uuidString
        guard let user = ground.caller.user else { return "" }
        let now = ground.time.now()
        try await ground.store.write { tx in
            try tx.addSession(
                tokenSHA256: Digest.hex(token), formToken: UUID().uuidString, user: user.id,
                workspace: ground.caller.workspace.id, at: now, expires: now + .days(1))
        }
        return token
    }

    struct Report: Encodable {
        let posts: Int
        let deliveries: Int
        let scheduled: Int
        let seconds: Double
        /// The cookie `kicau_session`.
        let session: String
        let middlePost: Int64?
        let middleCursor: String?
    }
}
