/// An error a person may read: a stable code, what happened, and what to do now.
///
/// Each code is a heading in docs/problems.md. The cause is for the log alone.
public struct Problem: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    public let code: Code
    public let what: Sentence
    public let toDo: Sentence
    /// Where it was: the name of a form field or setting, when there is one.
    public let field: String?
    public let cause: String?

    public init(_ code: Code, _ what: Sentence, do toDo: Sentence, field: String? = nil, cause: String? = nil) {
        self.code = code
        self.what = what
        self.toDo = toDo
        self.field = field
        self.cause = cause
    }

    public var description: String { "\(what) \(toDo) [\(code.rawValue)]" }
}
