import KicauCore
import KicauStore

/// Reads what networks' calls have pointed at, one metered call each, and files it in the inbox.
///
/// What could not be read waits: for money, for the network, or for the node that comes after a dead one.
struct HintReader: Sendable {
    let kit: Kit

    /// In one reading of an account.
    static let most = 20

    /// - Parameter listening: the lease under which it is read; what comes of a number after another node has taken the
    ///   account on, that node writes.
    func read(
        under listening: ListeningRow, of signedIn: SignedIn, on platform: any Platform, in workspace: ID<Workspace>,
        via line: any Line
    ) async throws -> HintsRead {
        let account = signedIn.account.id
        guard platform.takesHints(for: signedIn.account) else { return .through(isMore: false, refused: nil) }
        let rows = try await kit.store.read { try $0.hints(of: account, limit: HintReader.most + 1) }
        for row in rows.prefix(HintReader.most) {
            let end = await platform.hear(row.hint, of: signedIn, now: kit.time.now(), via: line)
            let now = kit.time.now()
            let leaseEnds = now + kit.pace.lease
            let isOurs = try await kit.store.write { tx in
                guard try tx.extendListening(listening, to: leaseEnds) else { return false }
                try tx.settle(row.id, by: end, of: account, in: workspace, at: now)
                return true
            }
            guard isOurs else { return .lost }
            if let stop = HintsRead(stoppedBy: end) { return stop }
        }
        return .through(isMore: rows.count > HintReader.most, refused: nil)
    }
}

/// How reading an account's hints ended. Pure.
enum HintsRead: Sendable {
    /// As far as one reading goes, or up to the first refusal: that is shown, and the lists are read as usual.
    case through(isMore: Bool, refused: Settlement.Story?)
    /// The network, the money or the sign-in says that nothing is to be asked now: the lists neither.
    case stopped(Heard)
    /// Another node has the account.
    case lost

    /// What ended it, or else what the lists hold; nil: another node reads them.
    func heard(else lists: () async -> Heard) async -> Heard? {
        switch self {
        case .through: await lists()
        case .stopped(let end): end
        case .lost: nil
        }
    }

    /// Nil: the next one may be read.
    init?(stoppedBy end: HintEnd) {
        switch end {
        case .said, .nothing: return nil
        case .refused(let refusal): self = .through(isMore: false, refused: refusal.story)
        case .postponed(let until, let why): self = .stopped(.postponed(until: until, why))
        case .signedOut(let refusal): self = .stopped(.signedOut(refusal))
        }
    }
}

extension Transaction {
    /// Filed and forgotten in one: nothing is lost between the two, and read twice it stands there once.
    fileprivate borrowing func settle(
        _ hint: ID<Hint>, by end: HintEnd, of account: AccountID, in workspace: ID<Workspace>,
        at now: Instant
    ) throws {
        switch end {
        case .said(let said):
            let new = try addHeard(said, to: account, in: workspace, about: nil, at: now)
            try dropHint(hint)
            if new > 0 { noteChange(in: workspace) }
        // It is known, and not read again.
        case .nothing: try closeHint(hint, at: now)
        // After some times it is closed.
        case .refused: try noteHintTried(hint, isRefused: true, at: now)
        case .postponed, .signedOut: try noteHintTried(hint, isRefused: false, at: now)
        }
    }
}
