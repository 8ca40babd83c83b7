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
            person. Planned posts have one delivery, spread over the next weeks.
            """
    )

    @Option(help: "An empty folder.")
    var data: String

    @Option(help: "Past posts.")
    var posts = 100_000

    @Option(help: "The past posts are spread evenly over so many days before today.")
    var days = 1825

    @Option(help: "Planned posts.")
    var scheduled = 0

    @Option(help: "Accounts, the seven networks by turns.")
    var accounts = 20

    func run() async throws {
        let ground = try await Ground(in: data)
        let begun = Effort.now()
        let connected = try await ground.connect(accounts)
        let past = Past(ground: ground, accounts: connected, count: posts, days: days)
        try await past.write()
        try await schedule(scheduled, on: ground, accounts: connected.map(\.account))
        let middle = try await past.middle()
        let report = Report(
            posts: posts, deliveries: past.deliveries(before: posts), scheduled: scheduled,
            seconds: rounded(begun.wall(to: .now()), to: 1), session: try await leaveSession(on: ground),
            middlePost: middle?.id.raw, middleCursor: middle.map { "\($0.sort.ms)-\($0.id)" })
        try ground.close()
        print(try JSONText.encode(report))
    }

    private func schedule(_ count: Int, on ground: Ground, accounts: [AccountID]) async throws {
        let publishing = Publishing(kit: ground.kit)
        let begin = ground.time.now() + .days(1)
        try await withThrowingTaskGroup { group in
            for lane in 0..<16 {
                group.addTask {
                    for number in stride(from: lane, to: count, by: 16) {
                        let post = Post(parts: [.init(text: Texts.text(number))])
                        let content = DraftContent(post: post, accounts: [accounts[number % accounts.count]])
                        let due = try Due(at: begin + .minutes(number * 40), zone: Ground.zone)
                        _ = try await publishing.schedule(
                            content, as: nil, version: nil, timing: .at(due), key: "planned-\(number)",
                            by: ground.caller)
                    }
                }
            }
            try await group.waitForAll()
        }
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
