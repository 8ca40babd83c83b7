import Foundation

/// The report for people: one HTML page that needs nothing else, on a screen or on paper.
public struct ReportPage {
    private let sought: Sought
    private let ledger: ScanLedger
    private let judgement: Judgement
    /// More posts than this make a page that no browser likes; the rest stand in the JSON Lines.
    private static let mostPosts = 1_000
    /// Passages shown of each post.
    private static let mostHits = 5
    private static let mostFiles = 500

    public init(_ sought: Sought, _ ledger: ScanLedger, _ judgement: Judgement) {
        self.sought = sought
        self.ledger = ledger
        self.judgement = judgement
    }

    public func html() -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>What this corpus holds of an archive</title>
        <style>\(ReportPage.style)</style>
        </head>
        <body>
        <main>
        \(ReportSummary(sought, ledger, judgement).html)
        \(sections)
        \(files)
        </main>
        </body>
        </html>

        """
    }

    private var sections: String {
        let shown = judgement.posts.sorted {
            ($1.verdict.verdict, $1.score, $0.post) < ($0.verdict.verdict, $0.score, $1.post)
        }
        .prefix(ReportPage.mostPosts)
        var out = ""
        for verdict in Verdict.allCases.reversed() {
            let posts = shown.filter { $0.verdict.verdict == verdict }
            guard !posts.isEmpty else { continue }
            out += """
                <section id="\(verdict.rawValue)"><h2>\(ReportPage.title(verdict)) <small>\(posts.count)</small></h2>
                \(posts.map(article).joined(separator: "\n"))
                </section>

                """
        }
        if judgement.posts.count > shown.count {
            out +=
                "<p class=\"quiet\">\(judgement.posts.count - shown.count) more posts stand in the report's JSON Lines.</p>\n"
        }
        return out
    }

    private static func title(_ verdict: Verdict) -> String {
        switch verdict {
        case .strong: "Found"
        case .likely: "Likely found"
        case .possible: "Possibly found"
        case .none: "No verdict"
        }
    }

    private func article(_ judged: Judgement.OfPost) -> String {
        let post = sought.posts[judged.post]
        let twin = judged.sameAs.map {
            "<p class=\"quiet\">It has the same words as \(Markup.escaped(sought.posts[$0].id)).</p>"
        }
        let hits = judged.hits.prefix(ReportPage.mostHits).enumerated().map { index, hit in
            let card = ReportHit(post, hit, showsPost: index == 0).html
            return index == 1 ? "<details><summary>Other passages</summary>\(card)" : card
        }
        let more = judged.documents - min(judged.hits.count, ReportPage.mostHits)
        return """
            <article class="\(judged.verdict.verdict.rawValue)">
            <header><span class="chip">\(judged.verdict.verdict.rawValue)</span> <b>\(heading(post))</b>\(date(post))</header>
            <p>\(Markup.escaped(judged.verdict.reason)) \(ReportPage.rank(judged))</p>\(twin ?? "")
            \(hits.joined(separator: "\n"))\(hits.count > 1 ? "</details>" : "")
            \(more > 0 ? "<p class=\"quiet\">\(more) more \(more == 1 ? "document shares" : "documents share") words with it.</p>" : "")
            </article>
            """
    }

    private func heading(_ post: ArchivePost) -> String {
        let id = "<bdi>\(Markup.escaped(post.id))</bdi>"
        return Markup.link(post.url).map { "<a href=\"\($0)\" rel=\"noreferrer nofollow\">\(id)</a>" } ?? id
    }

    private func date(_ post: ArchivePost) -> String {
        guard let ms = post.writtenMS else { return "" }
        let day = Date(timeIntervalSince1970: Double(ms) / 1_000).formatted(.iso8601.year().month().day())
        return " <time datetime=\"\(day)\">\(day)</time>"
    }

    private static func rank(_ judged: Judgement.OfPost) -> String {
        guard let rank = judged.rank, let p = judged.p, let holm = judged.holm else { return "" }
        return "<span class=\"quiet\">\(rank.atLeast) of \(rank.controls) controls score as high; p = \(number(p)), "
            + "\(number(holm)) with all posts counted.</span>"
    }

    /// Two digits that say something.
    static func number(_ p: Double) -> String {
        p >= 0.01 ? String(format: "%.2f", p) : String(format: "%.1e", p)
    }

    private var files: String {
        let all = Manifest(ledger).files
        let rows = all.prefix(ReportPage.mostFiles).map { file in
            """
            <tr><td><bdi>\(Markup.escaped(file.name))</bdi><br><code>\(file.seal?.sha256 ?? "no SHA-256")</code></td>\
            <td>\(file.seal.map { "\($0.bytes)" } ?? "–")</td><td>\(file.records)</td><td>\(file.flaws.count)</td></tr>
            """
        }
        let flaws = all.flatMap(\.flaws.first).prefix(Flaws.told).map { flaw in
            "<li><bdi>\(Markup.escaped(flaw.place))</bdi> \(Markup.escaped(flaw.sentence))</li>"
        }
        return """
            <section id="files"><h2>The corpus</h2>
            <div class="wide"><table><thead><tr><th>File and SHA-256</th><th>Bytes</th><th>Records</th><th>Bad</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            \(all.count > rows.count ? "<p class=\"quiet\">\(all.count - rows.count) more files stand in the report's JSON Lines.</p>" : "")
            \(flaws.isEmpty ? "" : "<h3>What could not be read</h3><ul>\(flaws.joined())</ul>")
            <p class="quiet">Looked for: SHA-256 <code>\(ledger.sought)</code></p>
            </section>
            """
    }
}
