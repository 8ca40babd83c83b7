public import KicauCore
import KicauText

// Where each network lets a person write a post by hand, with words already in it. None of these is in our copies of the
// networks' documentation: from memory, 2026-11-27; docs/hand-off.md says so too.

extension X {
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        ComposerLink("https://x.com/intent/post", [("text", written(part))])
    }
}

extension Bluesky {
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        ComposerLink("https://bsky.app/intent/compose", [("text", written(part))])
    }
}

extension Threads {
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        ComposerLink("https://www.threads.net/intent/post", [("text", written(part))])
    }
}

extension LinkedIn {
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        ComposerLink("https://www.linkedin.com/feed/?shareActive=true", [("text", written(part))])
    }
}

extension Mastodon {
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        guard account.server.hasPrefix("https://") || account.server.hasPrefix("http://") else { return nil }
        return ComposerLink("\(account.server)/share", [("text", written(part))])
    }
}

extension Facebook {
    /// Its sharer takes a page's address and no words of ours.
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        let bytes = Array(part.shownText.utf8)
        guard let link = part.spans.first(where: { $0.kind == .link }), part.media.isEmpty else {
            return ComposerLink("https://www.facebook.com/", holdsText: false)
        }
        let url = String(decoding: bytes[link.utf8], as: UTF8.self)
        let sharer = ComposerLink("https://www.facebook.com/sharer/sharer.php", [("u", url)])
        return ComposerLink(sharer.url, holdsText: false)
    }
}

extension Instagram {
    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? {
        ComposerLink("https://www.instagram.com/", holdsText: false)
    }
}
