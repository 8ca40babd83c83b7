public import KicauCore
import KicauStore

/// What a team agrees on about the inbox; the networks learn nothing of it.
extension Inbox {
    /// Nothing has to be done about it any more, or something again.
    public func setDone(_ isDone: Bool, of id: SaidID, by caller: Caller) async throws {
        try caller.must(.draft)
        let now = kit.time.now()
        try await kit.store.write { tx in
            guard let row = try tx.heard(id, in: caller.workspace.id) else { throw Inbox.notHere }
            try tx.setDone(isDone ? row.done ?? now : nil, of: id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// Asks a member to look after it; nil: nobody in particular.
    public func assign(_ id: SaidID, to user: ID<User>?, by caller: Caller) async throws {
        try caller.must(.draft)
        try await kit.store.write { tx in
            guard try tx.heard(id, in: caller.workspace.id) != nil else { throw Inbox.notHere }
            if let user, try tx.role(of: user, in: caller.workspace.id) == nil {
                throw Problem(
                    .notFound, "This person is no member of \(caller.workspace.name).", do: "Choose a member.",
                    field: "assignee")
            }
            try tx.assign(id, to: user)
            tx.noteChange(in: caller.workspace.id)
        }
    }
}
