public import KicauCore
public import KicauStore

extension Store {
    /// From now on a post of the workspace may be so late before a person is asked, or it gives way.
    public func allowLateness(_ limit: Duration, in old: Workspace) async throws {
        let patient = Workspace(
            id: old.id, name: old.name, zone: old.zone, missedLimit: limit,
            resendsAfterTwoLooks: old.resendsAfterTwoLooks, needsAlt: old.needsAlt, plans: old.plans)
        try await write { try $0.saveWorkspace(patient) }
    }
}
