import KicauCore
import KicauPublish

/// Many posts of one delivery each, scheduled through the front door for one instant.
struct Planning: Sendable {
    let ground: Ground
    let accounts: [Ground.Connected]
    let count: Int
    let due: Due

    /// As many at once as on a busy server.
    private static let lanes = 32

    /// Gives the posts a second.
    func run() async throws -> Double {
        let begun = Effort.now()
        try await withThrowingTaskGroup { group in
            for lane in 0..<Planning.lanes {
                group.addTask {
                    for number in stride(from: lane, to: count, by: Planning.lanes) { try await schedule(number) }
                }
            }
            try await group.waitForAll()
        }
        return Double(count) / begun.wall(to: .now())
    }

    private func schedule(_ number: Int) async throws {
        let chosen = accounts[number % accounts.count]
        let content = DraftContent(post: Post(parts: [.init(text: Texts.text(number))]), accounts: [chosen.account])
        _ = try await Publishing(kit: ground.kit).schedule(
            content, as: nil, version: nil, timing: .at(due), key: "bench-\(number)", by: chosen.caller)
    }
}
