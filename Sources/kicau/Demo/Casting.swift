import KicauCore
import KicauPeople
import KicauPublish
import KicauSandbox
import KicauStore

/// Brings people and accounts in, each by the way a person would take.
struct Casting: Sendable {
    let stage: Stage

    private static let session = "demo"

    func fill() async throws -> Cast {
        try await addPeople()
        let callers = try await callers()
        guard let owner = callers.first else { throw Casting.lost }
        for account in DemoWorld.accounts { try await connect(account, by: owner) }
        guard let cast = try await find() else { throw Casting.lost }
        return cast
    }

    private static let lost = Problem(
        .broken, "The demo's people could not be found again.", do: "Remove the demo's folder and start again.")

    private func addPeople() async throws {
        let people = stage.building.people
        let password = Redacted(DemoWorld.password)
        let owner = DemoWorld.members[0]
        _ = try await people.setUp(
            name: owner.name, email: owner.email, password: password, workspace: DemoWorld.workspace,
            zone: DemoWorld.zone, remote: "127.0.0.1")
        guard let caller = try await callers().first else { throw Casting.lost }
        try await withThrowingTaskGroup { group in
            for member in DemoWorld.members.dropFirst() {
                group.addTask {
                    try await people.addMember(
                        name: member.name, email: member.email, password: password,
                        role: Role(rawValue: member.role) ?? .viewer, by: caller)
                }
            }
            try await group.waitForAll()
        }
    }

    /// The owner first.
    private func callers() async throws -> [Caller] {
        try await stage.building.store.read { tx in
            try DemoWorld.members.compactMap { member -> Caller? in
                guard let user = try tx.user(email: member.email)?.user,
                    let home = try tx.workspaces(of: user.id).first
                else { return nil }
                return Caller(user: user, workspace: home.workspace, role: home.role)
            }
        }
    }

    private func connect(_ account: DemoWorld.Account, by owner: Caller) async throws {
        let control = try stage.control(PlatformID(account.platform))
        let accounts = stage.building.accounts
        let password = control.appPassword(of: account.handle).map { Redacted($0) }
        let needsServer = password != nil || account.platform == "mastodon"
        let input = ConnectInput(
            platform: PlatformID(account.platform), server: needsServer ? control.origin : nil,
            handle: account.handle, password: password)
        var state = try await accounts.beginConnecting(
            input, redirect: accounts.redirectURL, session: Casting.session, by: owner)
        if case .redirect(let address) = state {
            let person = control.people.first { $0.handle == account.signsIn }?.id ?? ""
            let query = try await stage.browser.authorise(at: address, as: person)
            state = try await accounts.finishConnecting(query: query, session: Casting.session, by: owner)
        }
        if case .choose(let connection, let found) = state {
            let wanted = found.filter { $0.handle == account.handle || $0.displayName == DemoWorld.workspace }
            _ = try await accounts.choose(
                wanted.map(\.remoteID), of: connection, session: Casting.session, by: owner)
        }
    }

    /// Nil when somebody has taken the demo's people away.
    func find() async throws -> Cast? {
        let callers = try await callers()
        guard let owner = callers.first else { return nil }
        let rows = try await stage.building.store.read { try $0.accounts(in: owner.workspace.id) }
        var accounts: [DemoWorld.Place: Account] = [:]
        for known in DemoWorld.accounts {
            let row = rows.first { $0.account.platform.raw == known.platform && matches($0.account, known) }
            accounts[known.place] = row?.account
        }
        return Cast(callers: callers, accounts: accounts)
    }

    /// Handles are written in each network's own way ("ayu@server"), and a page may go by its name.
    private func matches(_ account: Account, _ known: DemoWorld.Account) -> Bool {
        account.handle == known.handle || account.handle.hasPrefix(known.handle + "@")
            || account.displayName == name(of: known)
    }

    private func name(of known: DemoWorld.Account) -> String? {
        stage.networks.control(known.platform)?.people.first { $0.handle == known.handle }?.name
    }
}
