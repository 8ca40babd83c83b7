public import KicauCore
import KicauText

/// The network's own view, asked by the account's server.
///
/// Lexicon app.bsky.actor.searchActorsTypeahead, read 2026-11-27.
extension Bluesky {
    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        let call = Bluesky.viewCall(
            "app.bsky.actor.searchActorsTypeahead", [("q", name), ("limit", String(Bluesky.mostPeople))], signedIn)
        do throws(LineFailure) {
            let reply = try await proving(line, for: signedIn).call(call, unit: BlueskyUnit.read)
            guard reply.isSuccess, let people = reply.json?["actors"]?.array else {
                return Bluesky.errors.people(of: Bluesky.complaint(reply))
            }
            return .people(people.prefix(Bluesky.mostPeople).compactMap(Bluesky.person))
        } catch { return error.people }
    }

    /// An account whose name leads nowhere is shown as `handle.invalid`: nobody can be mentioned by that.
    private static func person(_ found: JSONValue) -> FoundPerson? {
        guard let handle = found["handle"]?.string, isHandle(handle), handle != "handle.invalid" else { return nil }
        return FoundPerson(handle: handle, name: found["displayName"]?.string)
    }

    /// By the same eyes that find the mentions of a post.
    private static func isHandle(_ handle: String) -> Bool {
        spans(in: "@" + handle, rules: .bluesky).contains { $0.kind == .mention && $0.value == handle }
    }

    public func peopleSearch(for account: Account) -> PeopleSearch { .byLetters(BlueskyUnit.read) }

    public func stray(_ handle: String, for account: Account) -> StrayMention? {
        guard !Bluesky.isHandle(handle) else { return nil }
        return StrayMention(
            "Nobody on \(name) can be called @\(handle).",
            do: "Write the whole handle, which is an address like @ayu.bsky.social.")
    }
}
