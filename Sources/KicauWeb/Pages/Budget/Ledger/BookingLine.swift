import KicauCore
import KicauMeter

/// One booking as lists show it.
struct BookingLine: Sendable {
    struct Entry: Sendable {
        let account: String
        let path: String
        let amount: String
        let isCredit: Bool
    }

    struct Link: Sendable {
        let words: String
        let path: String
    }

    let id: String
    let code: String
    let path: String
    let at: Moment
    let network: String
    let networkName: String
    let what: String
    let post: Link?
    /// Said of everything but what was spent.
    let badge: Badge?
    let details: [String]
    let links: [Link]
    let entries: [Entry]
    let canReverse: Bool

    init(_ booking: Booking, names: [PlatformID: String], canEnter: Bool, _ voice: Voice) {
        let platform = booking.work?.platform ?? booking.entries.compactMap(\.account.platform).first
        id = booking.id.description
        code = "K\(booking.id)"
        path = "/budget/ledger/\(booking.id)"
        at = voice.moment(booking.at)
        network = Networks.mark(platform ?? "")
        networkName = platform.map { voice.networkName($0, names) } ?? ""
        what = voice.say(BookingLine.what(booking, at: networkName))
        post = booking.work?.post.map { Link(words: voice.say("Post \($0)"), path: "/posts/\($0)") }
        badge = booking.kind == .spent ? nil : Badge(word: voice.say(BookingLine.word(booking.kind)), tone: "calm")
        details = BookingLine.details(booking, voice)
        links = [
            booking.corrects.map { Link(words: voice.say("Corrects K\($0)"), path: "/budget/ledger/\($0)") },
            booking.correctedBy.map { Link(words: voice.say("Corrected by K\($0)"), path: "/budget/ledger/\($0)") },
        ].compactMap(\.self)
        entries = booking.entries.map {
            Entry(
                account: $0.account.name, path: "/budget/ledger?account=\(Links.query($0.account.name))",
                amount: voice.money($0.amount), isCredit: $0.amount < .zero)
        }
        canReverse = canEnter && booking.canBeReversed
    }

    private static func details(_ booking: Booking, _ voice: Voice) -> [String] {
        [
            booking.memo, booking.reference.isEmpty ? "" : voice.say("Reference \(booking.reference)"),
            booking.enteredBy.map { voice.say("Entered by \($0)") } ?? "",
            booking.kind == .spent && booking.correctedBy == nil ? booking.work?.book ?? "" : "",
        ].filter { !$0.isEmpty }
    }
}

extension Voice {
    /// As the network writes itself; who answers for the language models has no name of its own.
    func networkName(_ platform: PlatformID, _ names: [PlatformID: String]) -> String {
        names[platform] ?? (platform == .ai ? say("AI") : platform.raw)
    }
}

extension BookingLine {
    private static func word(_ kind: Booking.Kind) -> Sentence {
        switch kind {
        case .spent: "spent"
        case .correction: "correction"
        case .fee: "fee"
        case .payment: "payment"
        case .adjustment: "difference"
        case .reversal: "taken back"
        }
    }

    private static func what(_ booking: Booking, at network: String) -> Sentence {
        switch booking.kind {
        case .spent where booking.work?.post != nil: "Published on \(network)"
        case .spent: "A call to \(network)"
        case .correction: "A price of \(network) was entered late"
        case .fee: "A month of a plan of \(network)"
        case .payment: "Paid to \(network)"
        case .adjustment: "What the bill of \(network) has beyond the ledger"
        case .reversal: "What was entered for \(network) is taken back"
        }
    }
}
