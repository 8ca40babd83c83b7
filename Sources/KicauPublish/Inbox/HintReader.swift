import KicauCore
import KicauStore

/// Reads what networks' calls have pointed at, one metered call each, files it in the inbox and forgets the number.
///
/// What could not be read waits: for money, for the network, or for the node that comes after a dead one.
struct HintReader: Sendable {
    let kit: Kit

    /// In one reading of an account.
    static let most = 20

    /// Gives whether more is left that could be read now.
    func read(
        of signedIn: SignedIn, on platform: any Platform, in workspace: ID<Workspace>, via line: any Line
    ) async throws -> Bool {
        let account = signedIn.account.id
        guard platform.takesHints(for: signedIn.account) else { return false }
        let rows = try await kit.store.read { try $0.hints(of: account, limit: HintReader.most + 1) }
        for row in rows.prefix(HintReader.most) {
            let end = await platform.hear(row.hint, of: signedIn, now: kit.time.now(), via: line)
            let now = kit.time.now()
            try await kit.store.write { tx in
                try tx.settle(row.id, as: HintSettlement(end), of: account, in: workspace, at: now)
            }
            if case .tryLater(isRefused: false) = HintSettlement(end) { return false }
        }
        return rows.count > HintReader.most
    }
}

/// What becomes of a hint. Pure.
enum HintSettlement: Hashable, Sendable {
    case file(Said)
    case forget
    /// Refused: after some times it is forgotten. Otherwise nothing more is asked for in this reading.
    case tryLater(isRefused: Bool)

    init(_ end: HintEnd) {
        switch end {
        case .said(let said): self = .file(said)
        case .nothing: self = .forget
        case .refused: self = .tryLater(isRefused: true)
        case .postponed, .signedOut: self = .tryLater(isRefused: false)
        }
    }
}

extension Transaction {
    /// Filed and forgotten in one: nothing is lost between the two, and read twice it stands there once.
    fileprivate borrowing func settle(
        _ hint: ID<Hint>, as settlement: HintSettlement, of account: AccountID, in workspace: ID<Workspace>,
        at now: Instant
    ) throws {
        switch settlement {
        case .file(let said):
            let new = try addHeard(said, to: account, in: workspace, about: nil, at: now)
            try dropHint(hint)
            if new > 0 { noteChange(in: workspace) }
        case .forget: try dropHint(hint)
        case .tryLater(let isRefused): try noteHintTried(hint, isRefused: isRefused, at: now)
        }
    }
}
