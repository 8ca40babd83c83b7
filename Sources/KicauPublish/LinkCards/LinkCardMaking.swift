import Foundation
public import KicauCore
import Logging

extension Publishing {
    /// Reads a card off the page behind a link. Asked for once, by a person or for them; scheduling never asks.
    /// - Throws: `.pageUnreadable`; the post can go out without a card all the same.
    public func linkCard(for link: String, by caller: Caller) async throws -> LinkCard {
        try caller.must(.draft)
        guard let address = PageFetcher.address(link) else {
            throw Problem(
                .pageUnreadable, "\(link) is no address of a page.",
                do: "Write a whole one, with https:// before it.", field: "url")
        }
        let fetcher = PageFetcher(line: kit.pages, time: kit.time)
        let page: PageFetcher.Found
        do throws(PageFetcher.Missed) {
            page = try await fetcher.fetch(address, as: .page)
        } catch {
            guard !error.isPrivate else {
                throw Problem(
                    .pageUnreadable, "\(address.host() ?? link) is inside a private network, where Kicau does not go.",
                    do: "Link to a public address; readers could not open this one.", field: "url", cause: error.why)
            }
            throw Problem(
                .pageUnreadable, "The page at \(address.host() ?? link) could not be read.",
                do: "Try again, or let the link go out without a card.", field: "url", cause: error.why)
        }
        let words = PageWords(of: page.body, type: page.type)
        // A page without a name is called by its host.
        let title = words.title.isEmpty ? address.host() ?? link : words.title
        let card = LinkCard(
            url: link, title: title, description: words.description,
            picture: await picture(words.picture, of: page.url, fetcher, caller))
        kit.pagesRead.keep(card, of: link, in: caller.workspace.id, at: kit.time.now())
        return card
    }

    /// A card without its picture is still a card.
    private func picture(
        _ place: String?, of page: URL, _ fetcher: PageFetcher, _ caller: Caller
    ) async -> Media? {
        guard let place, let address = PageFetcher.address(place, from: page) else { return nil }
        do {
            let found = try await fetcher.fetch(address, as: .picture)
            // The type it came with is only what a stranger says of it; no stranger's video or document is opened.
            let beginning = Array(found.body.prefix(64))
            guard VideoFormat(firstBytes: beginning) == nil, !Documents.isPDF(beginning) else { return nil }
            let path = kit.media.incomingPath()
            try Data(found.body).write(to: URL(filePath: path))
            return try await kit.media.takeIn(fileAt: path, by: caller)
        } catch {
            kit.log.info("a link card goes without its picture", metadata: ["why": "\(error)"])
            return nil
        }
    }
}
