public import KicauCore
import KicauMeter
import KicauStore
import KicauText

extension Publishing {
    /// What each chosen account's network will get, say and cost. Nothing is written.
    ///
    /// - Parameters:
    ///   - post: which post this is, when it is planned already: its own money is not in its way.
    ///   - looksAhead: reckons what readings and language models come to until the month's end; only people need that.
    public func preview(
        _ content: DraftContent, at due: Instant?, except post: PostID? = nil, looksAhead: Bool = true,
        for caller: Caller
    ) async throws -> Preview {
        try caller.must(.look)
        let content = try await checked(content, for: caller)
        let (rows, all, snippets) = try await kit.store.read { tx in
            (
                try tx.accounts(content.accounts, in: caller.workspace.id),
                try tx.accounts(in: caller.workspace.id), try tx.snippets(of: caller.workspace.id)
            )
        }
        let when = due ?? kit.time.now()
        let words = ProfileWords.text(caller.user?.language)
        let previews = try rows.map { row in
            let post = content.post(for: row.account.id)
            var shown = try preview(post, snippets, for: row, in: caller.workspace, at: when)
            if let fare = shown.fare {
                let said = cheaperWays(
                    post, than: fare.total, for: row, snippets, in: caller.workspace, at: when, words)
                let moved = elsewhere(
                    content, than: fare.total, for: row, among: all, snippets, in: caller.workspace, at: when)
                shown.ways = CheaperWay.joined(said, moved)
                shown.cheaper = PricedPlan.cheaper(shown.ways, than: fare.total)
            }
            return shown
        }
        let plan = try await pricedPlan(
            previews, content, except: post, at: when, looksAhead: looksAhead, for: caller)
        return Preview(
            accounts: previews, total: previews.reduce(.zero) { $0 + ($1.fare?.total ?? .zero) }, left: plan.left,
            plan: plan)
    }

    private func preview(
        _ post: Post, _ snippets: Snippets, for row: AccountRow, in workspace: Workspace, at due: Instant
    ) throws -> AccountPreview {
        let platform = try kit.platform(row.account.platform)
        let filled = try row.filled(post, snippets, on: platform.name, at: due, zone: workspace.zone)
        let bare = platform.bareLinks(of: filled, for: row.account, at: due)
        let post = row.linkTags.applied(to: filled)
        let rendered = platform.rendered(post, for: row.account, in: workspace, at: due)
            .noting(straysOn: platform, for: row.account, kit.lookUps, at: kit.time.now())
        let summary = AccountSummary(row, platform: platform)
        let (links, now) = (platform.madeCards(of: filled, for: row.account, at: due), kit.time.now())
        let trimmings = kit.pagesRead.told(
            rendered.rendition.parts.map(platform.trimmings), links, in: workspace.id, at: now)
        let unread = kit.pagesRead.unread(links, in: workspace.id, at: now)
        do {
            let fare = try kit.fare(for: rendered.rendition.units, on: platform.id, of: workspace, at: due)
            return AccountPreview(
                account: summary, rendered: rendered, fare: fare, fareProblem: nil,
                cheaper: nil, bareLinks: bare, trimmings: trimmings, unreadPages: unread)
        } catch {
            return AccountPreview(
                account: summary, rendered: rendered, fare: nil, fareProblem: error, cheaper: nil, bareLinks: bare,
                trimmings: trimmings, unreadPages: unread)
        }
    }
}

extension Platform {
    /// Rendered, what was chosen held against what the network offers, and all of it against what the workspace asks for.
    func rendered(_ post: Post, for account: Account, in workspace: Workspace, at due: Instant) -> Rendered {
        let taken = taken(post)
        let rendered = render(taken.post, for: account, at: due)
        let chosen = rules.options.broken(by: post.options(for: id))
        let moving = post.tonedDown + movement(of: post, rendered.rendition, for: account, at: due)
        let broken = taken.broken + chosen + (workspace.needsAlt ? post.withoutDescription : []) + moving
        return broken.isEmpty
            ? rendered
            : Rendered(rendition: rendered.rendition, lengths: rendered.lengths, broken: broken + rendered.broken)
    }

    /// What of it the network has a place for.
    func taken(_ post: Post) -> TakenPost { TakenPost(post, by: name, rules) }
}

extension Post {
    /// Each video whose brightest parts are lost on the way.
    fileprivate var tonedDown: [RuleBroken] {
        parts.enumerated().flatMap { index, part in
            part.media.enumerated().filter { $0.element.motion?.light == .high }.map { number, _ in
                RuleBroken(
                    "Video \(number + 1) of part \(index + 1) is HDR: it goes out in standard brightness, so its brightest places are toned down.",
                    do: "Look at it once it is out, or export it without HDR and upload that.", part: index,
                    weight: .warns)
            }
        }
    }

    /// Each picture and video that nobody has described.
    fileprivate var withoutDescription: [RuleBroken] {
        parts.enumerated().flatMap { index, part in
            part.media.enumerated().filter { !$0.element.isDocument && $0.element.alt.allSatisfy(\.isWhitespace) }.map {
                number, media in
                let what: Sentence =
                    media.isVideo
                    ? "Video \(number + 1) of part \(index + 1) has no description, and this workspace asks for one."
                    : "Picture \(number + 1) of part \(index + 1) has no description, and this workspace asks for one."
                return RuleBroken(what, do: "Describe it for those who cannot see it.", part: index)
            }
        }
    }
}

extension Rendition {
    var units: [MeterUnit] { parts.flatMap(\.units) }
}

extension Post {
    var withoutLinks: Post {
        var copy = self
        copy.parts = parts.map { part in
            var part = part
            part.text = part.text.withoutLinks
            return part
        }
        copy.firstComment = firstComment?.withoutLinks
        return copy
    }
}

extension String {
    var withoutLinks: String {
        var bytes = Array(utf8)
        for link in linkRanges.reversed() { bytes.removeSubrange(link) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Where its links stand, in bytes and in order: what X sees as one, and whatever begins with a scheme, which X bills
    /// as a link too although it may know no such domain.
    var linkRanges: [Range<Int>] {
        let seen = spans(in: self, rules: .x).filter { $0.kind == .link }.map(\.utf8)
        let ranges = (seen + schemeRanges).sorted {
            ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound)
        }
        return ranges.reduce(into: []) { kept, range in
            if kept.last.map({ $0.upperBound <= range.lowerBound }) ?? true { kept.append(range) }
        }
    }

    /// From "http://" or "https://" to the next space, without the punctuation that ends a sentence.
    private var schemeRanges: [Range<Int>] {
        let bytes = Array(utf8)
        var ranges: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            guard String.beginsWithScheme(bytes[start...]) else {
                start += 1
                continue
            }
            var end = bytes[start...].firstIndex { $0 <= 0x20 } ?? bytes.count
            let next = end
            while end > start, ".,;:!?)\"'".utf8.contains(bytes[end - 1]) { end -= 1 }
            ranges.append(start..<end)
            start = next
        }
        return ranges
    }

    private static func beginsWithScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, first | 0x20 == UInt8(ascii: "h") else { return false }
        let beginning = String(decoding: bytes.prefix(8), as: UTF8.self).lowercased()
        return beginning.hasPrefix("http://") || beginning.hasPrefix("https://")
    }
}
