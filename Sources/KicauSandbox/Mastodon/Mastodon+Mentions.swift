import KicauCore

/// Whom a status names, and so who is told of it and may see it.
extension MastodonSimulator {
    /// Asks the ground: not to be called while its posts are being filtered.
    func mentioned(in post: LivePost) -> [Person] {
        var ids = (post.own["mentions"]?.array ?? []).compactMap(\.string)
        if post.text.contains("@") {
            for case .mention(let name, let domain) in MastodonText(post.text).pieces where domain ?? host == host {
                if let person = ground.person(handle: name), !ids.contains(person.id) { ids.append(person.id) }
            }
        }
        return ids.compactMap { ground.person($0) }
    }

    func isVisible(_ post: LivePost, to person: Person?) -> Bool {
        if post.account == person?.id { return true }
        if ["public", "unlisted"].contains(post.own["visibility"]?.string ?? "public") { return true }
        guard let person else { return false }
        return mentioned(in: post).contains { $0.id == person.id }
    }

    func visible(_ id: String, to person: Person?) throws -> LivePost {
        guard let post = ground.livePost(id), isVisible(post, to: person) else { throw MastodonError.notFound }
        return post
    }
}
