/// What is on the network.
extension Ground {
    func add(_ post: LivePost) {
        change { $0.posts.add(post) }
        teller.yield(post)
    }

    func post(_ id: String) -> LivePost? { read { $0.posts[id] } }

    /// The post, when it is not deleted.
    func livePost(_ id: String) -> LivePost? {
        guard let post = post(id), !post.isDeleted else { return nil }
        return post
    }

    /// Deletes a post; false when there was none, or not any more.
    func delete(_ id: String) -> Bool {
        let now = nowMs
        return change { state in
            guard state.posts[id]?.deletedAtMs == nil, state.posts[id] != nil else { return false }
            state.posts[id]?.deletedAtMs = now
            return true
        }
    }

    func changePost(_ id: String, _ body: (inout LivePost) -> Void) {
        change { state in
            guard var post = state.posts[id] else { return }
            body(&post)
            state.posts[id] = post
        }
    }

    /// Newest first; deleted ones and those younger than the lag are left out.
    func listing(lagMs: Int64 = 0, where isMeant: (LivePost) -> Bool = { _ in true }) -> [LivePost] {
        let limit = nowMs - lagMs
        return read { state in
            state.posts.all.filter { !$0.isDeleted && $0.createdAtMs <= limit && isMeant($0) }
                .enumerated().sorted { ($0.element.createdAtMs, $0.offset) > ($1.element.createdAtMs, $1.offset) }
                .map(\.element)
        }
    }

    /// Answers to a post, oldest first.
    func answers(to id: String) -> [LivePost] { listing { $0.parent == id }.reversed() }

    /// Adds a post unless the network's duplicate rule finds an earlier one: the test and the write are one step.
    func add(_ post: LivePost, unless isDuplicate: (LivePost) -> Bool) -> LivePost? {
        let earlier: LivePost? = change { state in
            if let earlier = state.posts.all.last(where: isDuplicate) { return earlier }
            state.posts.add(post)
            return nil
        }
        if earlier == nil { teller.yield(post) }
        return earlier
    }
}
