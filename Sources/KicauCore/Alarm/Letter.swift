/// A mail of plain text.
public struct Letter: Sendable, Hashable {
    public let to: String
    public let subject: String
    public let text: String

    public init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }
}

/// How the posting of a letter ended.
public enum Posting: Sendable, Hashable {
    case taken
    /// It certainly did not leave.
    case refused(why: String)
    /// All of it was said and no answer came: to say it again might bring it twice.
    case unknown(why: String)
}

/// Brings letters to a mail server.
public protocol Postman: Sendable {
    func post(_ letter: Letter) async -> Posting
}
