/// What stands first on the page: the answer, how sure it is, and what may be said of it.
struct ReportSummary {
    private let sought: Sought
    private let manifest: Manifest
    private let judgement: Judgement

    init(_ sought: Sought, _ ledger: ScanLedger, _ judgement: Judgement) {
        self.sought = sought
        manifest = Manifest(ledger)
        self.judgement = judgement
    }

    var html: String {
        """
        <header class="top">
        <p class="quiet">kicau scan</p>
        <h1>\(answer)</h1>
        <p>\(sought.posts.count.counted("post")) looked for in \(Int(manifest.records).counted("record")) of \
        \(manifest.files.count.counted("file")), \(ReportSummary.size(manifest.textBytes)) of text.\(bad)</p>
        <ul class="tiles">
        \(Verdict.allCases.reversed().map(tile).joined(separator: "\n"))
        </ul>
        \(omnibus)
        <details><summary>What one may claim</summary>
        <p>\(Markup.escaped(sought.controls.claim))</p>
        <p>A passage is searched for letter by letter: what was translated or written anew is not found. \
        \(judgement.tooShort) of the posts have fewer than five words and get no verdict, because many people write the same. \
        Passages are ranked by \(Markup.escaped(judgement.ranking)).</p></details>
        </header>
        """
    }

    private var answer: String {
        let found = judgement.counts[.strong] ?? 0
        if found > 0 { return "\(found.counted("post")) \(found == 1 ? "is" : "are") in this corpus" }
        let likely = judgement.counts[.likely] ?? 0
        if likely > 0 { return "\(likely.counted("post")) \(likely == 1 ? "is" : "are") likely in this corpus" }
        return "No post was found for certain"
    }

    private func tile(_ verdict: Verdict) -> String {
        "<li class=\"\(verdict.rawValue)\"><b>\(judgement.counts[verdict] ?? 0)</b> \(verdict.rawValue)</li>"
    }

    private var omnibus: String {
        guard let omnibus = judgement.omnibus else { return "" }
        return
            "<p><b>The archive as a whole: p = \(ReportPage.number(omnibus.p))</b> over \(omnibus.posts.counted("post")). "
            + "<span class=\"quiet\">\(Markup.escaped(omnibus.explanation))</span></p>"
    }

    private var bad: String {
        manifest.flaws == 0
            ? "" : " \(manifest.flaws.counted("thing")) could not be read; see <a href=\"#files\">the corpus</a>."
    }

    private static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1_000_000: "\(bytes) bytes"
        case ..<1_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
        }
    }
}
