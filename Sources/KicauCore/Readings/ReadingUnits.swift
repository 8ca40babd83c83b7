/// What a network's readings are priced by, as they are asked for: what comes back is not known beforehand.
///
/// A network that needs several calls for one reading counts the first: so much it takes at least.
public struct ReadingUnits: Sendable, Hashable {
    /// One part of a published post, with its numbers.
    public let post: [MeterUnit]
    /// An account's own numbers.
    public let account: [MeterUnit]
    /// What is set aside for one look at what was said.
    public let inbox: [MeterUnit]
    /// What each thing that was said is billed; nil: the look is billed, whatever it finds.
    public let said: [MeterUnit]?

    public init(post: [MeterUnit], account: [MeterUnit], inbox: [MeterUnit], said: [MeterUnit]? = nil) {
        self.post = post
        self.account = account
        self.inbox = inbox
        self.said = said
    }

    /// One call for each, of the unit that most networks have for it.
    public static let usual = ReadingUnits(
        post: [MeterUnit("read")], account: [MeterUnit("read")], inbox: [MeterUnit("read")])
}
