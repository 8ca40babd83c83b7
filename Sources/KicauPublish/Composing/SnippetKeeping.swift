public import KicauCore
import KicauStore

extension Publishing {
    public func snippets(for caller: Caller) async throws -> Snippets {
        try caller.must(.look)
        return try await kit.store.read { try $0.snippets(of: caller.workspace.id) }
    }

    /// Writes one anew or over. Posts that are scheduled go out as they are.
    /// - Throws: `Problem` `.badInput` or `.tooLong`.
    public func saveSnippet(_ name: String, _ text: String, by caller: Caller) async throws {
        try caller.must(.publish)
        try Snippets.check(name: name, text: text)
        try await kit.store.write { tx in
            let known = try tx.snippets(of: caller.workspace.id).texts
            guard known[name] != nil || known.count < Snippets.most else {
                throw Problem(
                    .tooLong, "A workspace can have \(Snippets.most) snippets at most.", do: "Delete one first.",
                    field: "name")
            }
            try tx.putSnippet(name, text, of: caller.workspace.id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// A post that names it afterwards shows the name as it is written.
    public func deleteSnippet(_ name: String, by caller: Caller) async throws {
        try caller.must(.publish)
        try await kit.store.write { tx in
            guard try tx.dropSnippet(name, of: caller.workspace.id) else {
                throw Problem(.notFound, "There is no snippet called \(name).", do: "Reload the page.")
            }
            tx.noteChange(in: caller.workspace.id)
        }
    }
}

extension AccountRow {
    /// The post as this account says it: snippets filled in, its links tagged.
    func worded(
        _ post: Post, _ snippets: Snippets, on network: String, at due: Instant, zone: String
    ) throws(Problem) -> Post {
        linkTags.applied(to: try filled(post, snippets, on: network, at: due, zone: zone))
    }

    /// With its snippets, before its links are tagged.
    func filled(
        _ post: Post, _ snippets: Snippets, on network: String, at due: Instant, zone: String
    ) throws(Problem) -> Post {
        let day = String(try Due(at: due, zone: zone).wall.prefix(10))
        var filled = snippets.applied(to: post, for: account, network: network, day: day)
        for place in filled.parts.indices where filled.parts[place].isCardOfAnother(before: post.parts[place].text) {
            filled.parts[place].card = nil
        }
        return filled
    }
}
