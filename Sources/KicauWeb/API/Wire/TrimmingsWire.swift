import KicauCore

/// What readers see of a part besides its text, pictures and card.
struct TrimmingsWire: Encodable, Sendable {
    struct PollWire: Encodable, Sendable {
        let question: String?
        let answers: [String]
        let takesSeveral: Bool
        let runs: String?
    }

    struct NoteWire: Encodable, Sendable {
        let about: String
        let title: String
        let words: [String]
    }

    let topic: String?
    let warning: String?
    let hidesText: Bool
    let poll: PollWire?
    let quoted: String?
    let link: String?
    let page: LinkCardWire?
    let notes: [NoteWire]

    init(_ trimmings: Trimmings, _ voice: Voice) {
        topic = trimmings.topic
        warning = trimmings.veil.map { $0.words.map(voice.say).joined(separator: ", ") }
        hidesText = trimmings.veil?.hidesText ?? false
        poll = trimmings.poll.map {
            PollWire(
                question: $0.question, answers: $0.answers, takesSeveral: $0.takesSeveral, runs: $0.runs.map(voice.say))
        }
        quoted = trimmings.quoted
        link = trimmings.link
        page = trimmings.page.map(LinkCardWire.init)
        notes = trimmings.notes.map {
            NoteWire(about: $0.kind.rawValue, title: voice.say($0.title), words: $0.words.map(voice.say))
        }
    }

    static let shape = Shape.named(
        "Trimmings",
        .object([
            .may("topic", .text(most: 10_000), "The topic it stands under", like: "Kopi"),
            .may("warning", .text(most: 10_000), "What stands before it until a reader opens it", like: "Spoiler"),
            .must("hides_text", .bool, "The warning hides the text as well as the pictures"),
            .may("poll", pollShape, "Its poll"),
            .may("quoted", .text(most: 10_000), "What it quotes or shares", like: "https://x.com/i/status/20"),
            .may("link", .text(most: 10_000), "What the network itself makes a card of"),
            .may("page", LinkCardWire.shape, "What that page says of itself, where its card was read lately"),
            .must("notes", .list(noteShape, 0...100), "What else was chosen, in words"),
        ]))

    private static let pollShape = Shape.named(
        "ShownPoll",
        .object([
            .may("question", .text(most: 10_000), "Left out where the text is the question"),
            .must("answers", .list(.text(most: 10_000), 0...100), "In order"),
            .must("takes_several", .bool, "More than one answer may be chosen"),
            .may("runs", .text(most: 200), "How long; left out where the network decides", like: "1 day"),
        ]))

    private static let noteShape = Shape.named(
        "ShownNote",
        .object([
            .must("about", .words(of: Trimmings.Note.Kind.self), "What it is about", like: "answers"),
            .must("title", .text(most: 1_000), "The option's title", like: "Who may answer"),
            .must("words", .list(.text(most: 10_000), 0...100), "What was chosen; empty: the title says it"),
        ]))
}
