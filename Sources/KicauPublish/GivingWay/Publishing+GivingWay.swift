public import KicauCore
import KicauStore

extension Publishing {
    public func givingWay(for caller: Caller) async throws -> GivingWay {
        try caller.must(.look)
        return try await kit.store.read { try $0.givingWay(of: caller.workspace.id) }
    }

    /// - Throws: `Problem` `.badInput` when a way names an account that is not the workspace's.
    public func setGivingWay(_ giving: GivingWay, by caller: Caller) async throws {
        try caller.must(.manage)
        let workspace = caller.workspace.id
        try await mustKnow(giving.publishing, for: caller)
        try await kit.store.write { tx in
            try tx.setGivingWay(giving, of: workspace)
            tx.noteChange(in: workspace)
        }
    }

    /// The accounts that ways name have to be here.
    func mustKnow(_ ways: [Way], for caller: Caller) async throws {
        let named = ways.compactMap { way -> AccountID? in
            guard case .other(let account) = way else { return nil }
            return account
        }
        guard !named.isEmpty else { return }
        let known = try await kit.store.read { try $0.accounts(named, in: caller.workspace.id) }
        guard known.count == Set(named).count else {
            throw Problem(
                .badInput, "An account that it should go to instead is not here.",
                do: "Choose one of the workspace's accounts.", field: "ways")
        }
    }
}
