import KicauCore
import KicauPublish

/// A scan as its own page and the list show it.
struct ScanCard: Sendable {
    struct Verdict: Sendable {
        let badge: Badge
        let number: String
        let meaning: String
    }

    struct Trouble: Sendable {
        let what: String
        let toDo: String
        /// What the scan's process said last, in English.
        let words: String?
    }

    let path: String
    let corpora: String
    let badge: Badge
    let startedBy: String
    let asked: Moment
    let ended: Moment?
    let posts: String
    let background: String?
    let gauge: ScanGauge?
    let trouble: Trouble?
    let verdicts: [Verdict]
    let hasVerdicts: Bool
    /// The same in one line.
    let found: String?
    let stopPath: String?
    let goOnPath: String?
    let pagePath: String?
    let linesPath: String?
    let isElsewhere: Bool
    let isKept: Bool
    let goes: Moment?
    let keepPath: String?
    let letGoPath: String?
    let deletePath: String?

    init(_ scan: CorpusScan, _ voice: Voice) {
        path = "/scans/\(scan.id)"
        corpora = scan.order.corpora.joined(separator: ", ")
        badge = voice.badge(scan.state)
        startedBy = scan.startedBy
        asked = voice.moment(scan.asked)
        ended = scan.ended.map(voice.moment)
        posts = voice.counted(scan.order.posts, one: "1 post", many: { "\($0) posts" })
        background = scan.order.background
        gauge = ScanGauge(scan, voice)
        trouble = scan.trouble.map { Trouble($0, voice) }
        verdicts = scan.verdicts.map { ScanCard.verdicts($0, voice) } ?? []
        hasVerdicts = !verdicts.isEmpty
        found = scan.verdicts.map { voice.say(ScanCard.found($0, voice)) }
        stopPath = scan.state.canStop ? "\(path)/stop" : nil
        goOnPath = scan.state.canGoOn && scan.isHere ? "\(path)/resumption" : nil
        let isRead = scan.state == .done && scan.isHere
        pagePath = isRead ? "\(path)/report" : nil
        linesPath = isRead ? "\(path)/report.jsonl" : nil
        isElsewhere = !scan.isHere
        isKept = scan.isKept
        goes = scan.goes.map(voice.moment)
        keepPath = scan.goes == nil ? nil : "\(path)/keeping"
        letGoPath = scan.isKept && !scan.state.isAtWork ? "\(path)/keeping" : nil
        deletePath = scan.state.isAtWork ? nil : "\(path)/deletion"
    }

    private static func verdicts(_ counts: ScanVerdicts, _ voice: Voice) -> [Verdict] {
        let rows: [(Sentence, String, Int, Sentence)] = [
            ("Found", "alert", counts.strong, "twelve words in a row and more, or far above chance"),
            ("Likely found", "busy", counts.likely, "nine words in a row, or above chance"),
            ("Possible", "calm", counts.possible, "five words in a row"),
            ("Not found", "quiet", counts.none, "less, or the post is too short to tell"),
        ]
        return rows.map { word, tone, count, meaning in
            Verdict(
                badge: Badge(word: voice.say(word), tone: tone), number: voice.number(count),
                meaning: voice.say(meaning))
        }
    }
}

extension Voice {
    func badge(_ state: CorpusScan.State) -> Badge {
        switch state {
        case .waiting: Badge(word: say("Waiting"), tone: "calm")
        case .running: Badge(word: say("Scanning"), tone: "busy")
        case .stopping: Badge(word: say("Stopping"), tone: "busy")
        case .stopped: Badge(word: say("Stopped"), tone: "quiet")
        case .interrupted: Badge(word: say("Interrupted"), tone: "alert")
        case .done: Badge(word: say("Done"), tone: "good")
        }
    }
}

extension ScanCard.Trouble {
    fileprivate init(_ trouble: ScanTrouble, _ voice: Voice) {
        let isQuoted = trouble.kind == .diskFull || trouble.kind == .refused
        words = isQuoted && !trouble.words.isEmpty ? trouble.words : nil
        let (what, toDo) = ScanCard.sentences(trouble)
        self.what = voice.say(what)
        self.toDo = voice.say(toDo)
    }
}

extension ScanCard {
    fileprivate static func sentences(_ trouble: ScanTrouble) -> (Sentence, Sentence) {
        switch trouble.kind {
        case .killed:
            (
                "Its process was killed from outside, most often because memory ran short.",
                "Let it go on: it begins where it wrote its last checkpoint."
            )
        case .crashed:
            (
                "Its process crashed (signal \(trouble.words)).",
                "Let it go on. If it crashes again, leave out the file it reads and report it."
            )
        case .diskFull: ("The disk is full.", "Make room, then let it go on.")
        case .refused: ("It could not be finished, and said why.", "Mend that, then let it go on.")
        case .restarts:
            (
                "The server was started again many times meanwhile, so it does not begin again by itself.",
                "Let it go on when the server is well."
            )
        case .notStarted:
            ("Its process could not be started.", "Look at the limits of this machine, then let it go on.")
        case .filesGone:
            (
                "\"\(trouble.words)\" is not there any more, or may not be scanned.",
                "Put it back and let it go on, or start another scan."
            )
        }
    }

    fileprivate static func found(_ counts: ScanVerdicts, _ voice: Voice) -> Sentence {
        "\(voice.number(counts.strong)) found, \(voice.number(counts.likely)) likely, \(voice.number(counts.possible)) possible"
    }
}
