public import KicauCore
import KicauMeter
import KicauStore
import KicauText

extension Publishing {
    /// What each chosen account's network will get, say and cost. Nothing is written.
    public func preview(_ content: DraftContent, at due: Instant?, for caller: Caller) async throws -> Preview {
        try caller.must(.look)
        let content = try await checked(content, for: caller)
        let (rows, snippets) = try await kit.store.read { tx in
            (try tx.accounts(content.accounts, in: caller.workspace.id), try tx.snippets(of: caller.workspace.id))
        }
        let when = due ?? kit.time.now()
        let previews = try rows.map {
            try preview(content.post(for: $0.account.id), snippets, for: $0, in: caller.workspace, at: when)
        }
        let month = try Months.month(of: when, zone: caller.workspace.zone)
        let budget = try await kit.store.budget(of: caller.workspace.id, month: month)
        return Preview(
            accounts: previews, total: previews.reduce(.zero) { $0 + ($1.fare?.total ?? .zero) }, left: budget.left)
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
        do {
            let fare = try kit.fare(for: rendered.rendition.units, on: platform.id, of: workspace, at: due)
            return AccountPreview(
                account: summary, rendered: rendered, fare: fare, fareProblem: nil,
                cheaper: cheaper(post, than: fare, for: row.account, in: workspace, platform, at: due), bareLinks: bare)
        } catch {
            return AccountPreview(
                account: summary, rendered: rendered, fare: nil, fareProblem: error, cheaper: nil, bareLinks: bare)
        }
    }

    /// A link can be most of the price: what would the same words cost without it?
    private func cheaper(
        _ post: Post, than fare: Fare, for account: Account, in workspace: Workspace, _ platform: any Platform,
        at due: Instant
    ) -> Sentence? {
        guard fare.total > .zero else { return nil }
        let bare = platform.render(platform.taken(post.withoutLinks).post, for: account, at: due)
        let units = bare.rendition.units
        let other = try? kit.fare(for: units, on: platform.id, of: workspace, at: due)  // unpriced is no advice
        guard let other, other.total < fare.total else { return nil }
        return "\(other.total) without the link."
    }
}

extension Platform {
    /// Rendered, what was chosen held against what the network offers, and all of it against what the workspace asks for.
    func rendered(_ post: Post, for account: Account, in workspace: Workspace, at due: Instant) -> Rendered {
        let taken = taken(post)
        let rendered = render(taken.post, for: account, at: due)
        let broken =
            taken.broken + rules.options.broken(by: post.options(for: id))
            + (workspace.needsAlt ? post.withoutDescription : []) + post.tonedDown
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

    /// Each picture that nobody has described.
    fileprivate var withoutDescription: [RuleBroken] {
        parts.enumerated().flatMap { index, part in
            part.media.enumerated().filter { !$0.element.isDocument && $0.element.alt.allSatisfy(\.isWhitespace) }.map {
                number, _ in
                RuleBroken(
                    "Picture \(number + 1) of part \(index + 1) has no description, and this workspace asks for one.",
                    do: "Describe it for those who cannot see it.", part: index)
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
        for span in spans(in: self, rules: .x).reversed() where span.kind == .link { bytes.removeSubrange(span.utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
