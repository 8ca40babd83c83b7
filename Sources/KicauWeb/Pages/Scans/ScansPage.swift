import KicauCore
import KicauPublish

/// What can be scanned, what is being scanned, and what was.
struct ScansPage: Page {
    static let template = "scans"

    struct CorpusLine: Sendable {
        let name: String
        let size: String
        let isChosen: Bool
    }

    /// Nil where nothing can be started.
    struct Start: Sendable {
        let corpora: [CorpusLine]
        let backgrounds: [CorpusLine]
        let posts: String
    }

    let frame: Frame
    let problem: ProblemText?
    /// No folder may be scanned yet.
    let isUnset: Bool
    let missing: [String]
    let start: Start?
    /// Why nothing can be started, though folders are named.
    let instead: String?
    let atWork: [ScanCard]
    let past: [ScanCard]
    let hasPast: Bool
    let isAtWork: Bool

    init(
        _ scans: [CorpusScan], offer: ScanOffer, typed: ScanAsk? = nil, problem: Problem? = nil, frame: Frame,
        _ voice: Voice
    ) {
        self.frame = frame
        self.problem = problem.map { ProblemText($0, voice) }
        isUnset = !offer.isSet
        missing = offer.missing
        let refusal = ScansPage.refusal(offer)
        instead = offer.isSet ? refusal.map(voice.say) : nil
        start = refusal == nil ? Start(offer, typed, voice) : nil
        atWork = scans.filter(\.state.isAtWork).map { ScanCard($0, voice) }
        past = scans.filter { !$0.state.isAtWork }.map { ScanCard($0, voice) }
        hasPast = !past.isEmpty
        isAtWork = !atWork.isEmpty
    }
}

extension ScansPage.Start {
    fileprivate init(_ offer: ScanOffer, _ typed: ScanAsk?, _ voice: Voice) {
        corpora = offer.corpora.map { corpus in
            ScansPage.CorpusLine(
                name: corpus.name, size: voice.say(ScansPage.size(corpus, voice)),
                isChosen: typed?.corpora.contains(corpus.name) == true)
        }
        backgrounds = offer.corpora.map { corpus in
            ScansPage.CorpusLine(
                name: corpus.name, size: voice.size(corpus.bytes), isChosen: typed?.background == corpus.name)
        }
        posts = voice.counted(
            offer.posts, one: "The 1 post that this workspace has published",
            many: { "The \($0) posts that this workspace has published" })
    }
}

/// A scan of its own: live while it runs, then its report.
struct ScanPage: Page {
    static let template = "scan"

    let frame: Frame
    let scan: ScanCard
    let isAtWork: Bool

    init(_ scan: CorpusScan, frame: Frame, _ voice: Voice) {
        self.frame = frame
        self.scan = ScanCard(scan, voice)
        isAtWork = scan.state.isAtWork
    }
}

extension ScansPage {
    fileprivate static func refusal(_ offer: ScanOffer) -> Sentence? {
        if !offer.isSet { return "No folder of this server may be scanned." }
        if offer.posts == 0 { return "This workspace has published nothing yet, so there is nothing to look for." }
        if offer.isBusy {
            return "A scan runs on this server. There is one at a time; the next can be started when it ends."
        }
        return offer.corpora.isEmpty ? "There are no files in the folders that may be scanned." : nil
    }

    fileprivate static func size(_ corpus: Corpus, _ voice: Voice) -> Sentence {
        let size = voice.size(corpus.bytes)
        if !corpus.isFolder { return .verbatim(size) }
        return corpus.hasMore
            ? "folder, more than \(voice.number(corpus.files)) files, more than \(size)"
            : "folder, \(voice.number(corpus.files)) files, \(size)"
    }
}
