import KicauCore
import Synchronization

/// What linked pages said of themselves lately, so that a preview can show the cards that networks make themselves
/// without a page being asked for at every word.
final class PagesRead: Sendable {
    static let life = Duration.minutes(60)
    /// One that could not be read is left alone for as long.
    static let rest = Duration.minutes(10)
    static let mostKept = 500

    private struct Key: Hashable {
        /// Its picture is kept in one workspace.
        let workspace: ID<Workspace>
        let url: String
    }

    private struct Entry {
        /// Nil: it could not be read.
        let card: LinkCard?
        let ends: Instant
    }

    private let state = Mutex<[Key: Entry]>([:])

    func card(of url: String, in workspace: ID<Workspace>, at now: Instant) -> LinkCard? {
        entry(of: url, in: workspace, at: now)?.card
    }

    /// Was it asked for lately, whatever came of it?
    func isKnown(_ url: String, in workspace: ID<Workspace>, at now: Instant) -> Bool {
        entry(of: url, in: workspace, at: now) != nil
    }

    private func entry(of url: String, in workspace: ID<Workspace>, at now: Instant) -> Entry? {
        state.withLock { state in
            guard let entry = state[Key(workspace: workspace, url: url)], entry.ends > now else { return nil }
            return entry
        }
    }

    func keep(_ card: LinkCard?, of url: String, in workspace: ID<Workspace>, at now: Instant) {
        state.withLock { state in
            if state.count >= PagesRead.mostKept { state = state.filter { $0.value.ends > now } }
            // Still full of what is young: begun anew, at the price of asking some of it again.
            if state.count >= PagesRead.mostKept { state = [:] }
            state[Key(workspace: workspace, url: url)] = Entry(
                card: card, ends: now + (card == nil ? PagesRead.rest : PagesRead.life))
        }
    }
}
