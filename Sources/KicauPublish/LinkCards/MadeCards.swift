public import KicauCore
import Logging

extension Platform {
    /// By part: the link whose card the network makes itself. Before links are tagged, so that reading the page for a
    /// preview counts as nobody's visit.
    func madeCards(of post: Post, for account: Account, at due: Instant) -> [String?] {
        render(taken(post).post, for: account, at: due).rendition.parts.map { trimmings(of: $0).link }
    }
}

extension PagesRead {
    /// - Parameter links: by part, as the page is asked for.
    func told(
        _ trimmings: [Trimmings], _ links: [String?], in workspace: ID<Workspace>, at now: Instant
    ) -> [Trimmings] {
        trimmings.enumerated().map { place, one in
            guard one.link != nil, links.indices.contains(place), let link = links[place] else { return one }
            var told = one
            told.page = card(of: link, in: workspace, at: now)
            return told
        }
    }

    /// Those that nobody has asked for lately.
    func unread(_ links: [String?], in workspace: ID<Workspace>, at now: Instant) -> [BareLink] {
        links.enumerated().compactMap { place, link in
            // What is longer than any page's address is asked for by nobody, and not remembered either.
            link.flatMap {
                $0.utf8.count > LinkCard.longestURL || isKnown($0, in: workspace, at: now)
                    ? nil : BareLink(part: place, url: $0)
            }
        }
    }
}

extension Publishing {
    /// So many are read at a time; the next preview asks for the rest.
    static let mostPagesAtOnce = 4

    /// Reads the pages that networks will make cards of, for the preview alone: nothing of it is sent anywhere, and one
    /// that cannot be read is shown by its address.
    /// - Throws: `.notAllowed`.
    public func readPages(_ links: [String], for caller: Caller) async throws(Problem) {
        try caller.must(.draft)
        let now = kit.time.now()
        let unread = links.reduce(into: [String]()) { some, link in
            let isKnown = kit.pagesRead.isKnown(link, in: caller.workspace.id, at: now)
            if !isKnown, link.utf8.count <= LinkCard.longestURL, !some.contains(link) { some.append(link) }
        }
        await withDiscardingTaskGroup { group in
            for link in unread.prefix(Publishing.mostPagesAtOnce) {
                group.addTask { await read(link, for: caller) }
            }
        }
    }

    private func read(_ link: String, for caller: Caller) async {
        do {
            _ = try await linkCard(for: link, by: caller)
        } catch {
            kit.pagesRead.keep(nil, of: link, in: caller.workspace.id, at: kit.time.now())
            kit.log.info("a preview shows a link by its address", metadata: ["why": "\(error)"])
        }
    }
}
