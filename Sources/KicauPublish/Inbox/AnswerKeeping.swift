import KicauCore
import KicauStore

extension Publishing {
    /// An answer that was called off and is written anew stays an answer, of the same account.
    func answering(as id: PostID?, _ content: DraftContent, for caller: Caller) async throws -> DraftContent {
        guard content.post.answering == nil, let id else { return content }
        let kept = try await kit.store.read { tx in
            try tx.post(id, in: caller.workspace.id) == nil ? nil : try tx.postContent(id)
        }
        guard let kept = try kept.map({ try JSONText.decode(DraftContent.self, from: $0) }),
            let answering = kept.post.answering
        else { return content }
        guard content.accounts == kept.accounts else {
            throw Problem(
                .badInput, "This answers somebody, so only the account that was spoken to can send it.",
                do: "Choose that account alone, or write a new post for the others.", field: "accounts")
        }
        var content = content
        content.post.answering = answering
        return content
    }
}
