/// How a network's pages look: close enough to know it by, and plain.
struct Look: Sendable, Hashable {
    let name: String
    /// One to three letters that stand for the network's sign.
    let sign: String
    /// CSS colours.
    let accent: String
    let accentInk: String
    let paper: String
    let card: String
    let ink: String
    let quiet: String
    let line: String
    /// CSS length: how round corners are.
    let round: String
    let font: String
    /// What a post is called on a button or in a heading.
    let postWord: String

    static let sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

    init(
        name: String, sign: String, accent: String, accentInk: String = "#fff", paper: String = "#f4f5f7",
        card: String = "#fff", ink: String = "#15181c", quiet: String = "#5f6873", line: String = "#e1e4e8",
        round: String = "12px", font: String = Look.sans, postWord: String = "post"
    ) {
        self.name = name
        self.sign = sign
        self.accent = accent
        self.accentInk = accentInk
        self.paper = paper
        self.card = card
        self.ink = ink
        self.quiet = quiet
        self.line = line
        self.round = round
        self.font = font
        self.postWord = postWord
    }
}
