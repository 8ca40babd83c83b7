import Foundation
import KicauCore

/// What came of an address a caller named.
enum GraphFetch: Sendable {
    case bytes(Data)
    case nothing
}

/// What a commit finds.
enum GraphClaim: Sendable {
    case yours(GraphContainer)
    case refused(GraphContainer.Status)
    case missing
}

/// Fetching, staging and claiming, alike on Instagram and Threads.
extension GraphSimulator {
    /// Only loopback: a rehearsal never reaches out of the machine.
    func fetch(_ address: String) async -> GraphFetch {
        let hosts = ["127.0.0.1", "localhost", "[::1]", "::1", ground.settings.host]
        guard let host = URL(string: address)?.host(), hosts.contains(host) else { return .nothing }
        guard let fetched = await ground.fetcher.fetch(address, within: .seconds(10)), fetched.status == 200 else {
            return .nothing
        }
        return .bytes(fetched.bytes)
    }

    func shelved(_ bytes: Data, type: String, alt: String) -> PostedMedia {
        PostedMedia(
            id: String(ground.nextNumber(base: 17_950_000_000_000_000)), sha256: ground.shelf.put(bytes, type: type),
            alt: alt, type: type, bytes: bytes.count
        )
    }

    /// Keeps a container and gives its id.
    func stage(
        _ asked: GraphCall, account: String, mediaType: String, text: String, media: [PostedMedia],
        children: [String] = [], isItem: Bool = false, parent: String? = nil, failure: String? = nil,
        own: [String: JSONValue] = [:]
    ) -> GraphContainer {
        let now = ground.nowMs
        let twist = asked.call.twist
        let container = GraphContainer(
            id: String(ground.nextNumber(base: 17_900_000_000_000_000)), account: account, mediaType: mediaType,
            text: text, media: media, children: children, isItem: isItem, parent: parent, createdMs: now,
            readyMs: now + twist.processingMs,
            failure: twist.processing == .fails ? failure ?? "UNKNOWN" : failure, own: own,
            lifeMs: graph.containerLifeMs
        )
        box.change { $0.containers[container.id] = container }
        return container
    }

    func container(_ id: String, of account: String) -> GraphContainer? {
        box.read { $0.containers[id] }.flatMap { $0.account == account ? $0 : nil }
    }

    func containersToday(of account: String) -> Int {
        let since = ground.nowMs - GraphContainer.lifeMs
        return box.read { $0.containers.values.count { $0.account == account && $0.createdMs > since } }
    }

    /// Posts of the last 24 hours, deleted ones too: deleting gives no quota back.
    func postsToday(of account: String, _ kind: LivePost.Kind) -> [LivePost] {
        let since = ground.nowMs - GraphContainer.lifeMs
        return ground.read { state in
            state.posts.all.filter { $0.account == account && $0.kind == kind && $0.createdAtMs > since }
        }
    }

    /// Test and mark are one step: of two commits of a container only one gets it.
    func claim(_ id: String, of account: String, as post: String) -> GraphClaim {
        let now = ground.nowMs
        return box.change { state in
            guard let container = state.containers[id], container.account == account else { return .missing }
            let status = container.status(at: now)
            guard status == .finished else { return .refused(status) }
            state.containers[id]?.publishedAs = post
            return .yours(container)
        }
    }

    /// The children of a carousel in their order; nil when one is missing, no item, failed or not ready.
    func items(_ ids: [String], of account: String) -> [GraphContainer]? {
        let now = ground.nowMs
        let found = ids.compactMap { container($0, of: account) }
        guard found.count == ids.count, Set(ids).count == ids.count else { return nil }
        return found.allSatisfy { $0.isItem && $0.status(at: now) == .finished } ? found : nil
    }

    /// A number in the letters of a permalink.
    static func shortcode(_ id: String) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var rest = UInt64(id) ?? 0
        var code = ""
        repeat {
            code = String(letters[Int(rest & 63)]) + code
            rest >>= 6
        } while rest > 0
        return code
    }
}
