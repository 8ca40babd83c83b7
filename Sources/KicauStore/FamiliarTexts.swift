import Synchronization

/// What short JSON texts mean that come again and again: a step, a fare, what is known of an account. Each is decoded once.
enum FamiliarTexts {
    private struct Key: Hashable {
        let type: ObjectIdentifier
        let text: String
    }

    private static let longest = 1024
    private static let most = 2048
    private static let known = Mutex<[Key: any Sendable]>([:])

    static func decode<Content: Decodable & Sendable>(_ type: Content.Type, from text: String) throws -> Content {
        guard text.utf8.count <= longest else { return try JSONText.decode(type, from: text) }
        let key = Key(type: ObjectIdentifier(type), text: text)
        if let content = known.withLock({ $0[key] }) as? Content { return content }
        let content = try JSONText.decode(type, from: text)
        known.withLock { known in
            // What is familiar is soon known again.
            if known.count >= most { known = [:] }
            known[key] = content
        }
        return content
    }
}
