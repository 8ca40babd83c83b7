/// One passage on the page: the post on one side, the document on the other.
struct ReportHit {
    private let post: ArchivePost
    private let hit: Judgement.Hit
    private let showsPost: Bool

    init(_ post: ArchivePost, _ hit: Judgement.Hit, showsPost: Bool) {
        self.post = post
        self.hit = hit
        self.showsPost = showsPost
    }

    var html: String {
        let finding = hit.finding
        let quote = finding.quote
        let before = Markup.escaped(quote.before)
        let passage = Markup.marked(
            quote.text, same: [0..<quote.text.utf8.count], edits: finding.edits.map { ($0.kind, $0.inQuote) },
            isPost: false)
        let after = (quote.isCut ? " […] " : "") + Markup.escaped(quote.after)
        return """
            <div class="pair">\(showsPost ? mine : "")
            <figure><figcaption>In the document</figcaption>
            <blockquote dir="auto"><span class="quiet">\(before)</span>\(passage)<span class="quiet">\(after)</span></blockquote>
            <p class="quiet"><bdi>\(Markup.escaped(finding.document.name ?? finding.document.file))</bdi>, \
            bytes \(finding.bytes.lowerBound)–\(finding.bytes.upperBound)\(changes)</p></figure></div>
            """
    }

    private var mine: String {
        let finding = hit.finding
        let text = Markup.marked(
            post.text, same: finding.parts, edits: finding.edits.map { ($0.kind, $0.inPost) }, isPost: true)
        return "\n<figure><figcaption>The post</figcaption><blockquote dir=\"auto\">\(text)</blockquote></figure>"
    }

    private var changes: String {
        let kinds = Edit.Kind.allCases.filter { hit.finding.changes[$0.rawValue] != nil }.map(Markup.words)
        let all = kinds + (hit.finding.changes["entities"] == nil ? [] : ["HTML entities"])
        return all.isEmpty ? ". Unchanged." : ". Changed: \(all.joined(separator: ", "))."
    }
}
