import KicauCore
import KicauPublish

/// Whether an account's network calls here when somebody says something.
struct RingingWire: Encodable, Sendable {
    let state: String
    let lastAt: String?
    let lookedAt: String?
    let trouble: StoryWire?

    init(_ ringing: AccountRinging, _ voice: Voice) {
        state = ringing.state.rawValue
        lastAt = ringing.last.map(Timestamp.text)
        lookedAt = ringing.looked.map(Timestamp.text)
        trouble = ringing.trouble.map { StoryWire($0, voice) }
    }

    static let shape = Shape.named(
        "Ringing",
        .object([
            .must(
                "state", .words(of: AccountRinging.State.self),
                "Does it call? not-set-up: it does not know our address; unheard: it does, and never called for this"),
            .may("last_at", .instant, "When it called last"),
            .may("looked_at", .instant, "When it was asked last whether it calls"),
            .may("trouble", StoryWire.shape, "Why it does not"),
        ]))
}
