/// One of several ways in that a network has, each with a developer app and permissions of its own.
public struct SignInWay: Hashable, Sendable {
    /// As the operator's option writes it, and as the app's keys are kept under: "facebook", "organisations".
    public let name: String
    public let title: Sentence
    /// Whom it is for.
    public let about: Sentence
    public let scopes: [String]
    /// Does the network call the apps of this way when somebody speaks?
    public let rings: Bool

    public init(_ name: String, _ title: Sentence, about: Sentence, scopes: [String], rings: Bool = true) {
        self.name = name
        self.title = title
        self.about = about
        self.scopes = scopes
        self.rings = rings
    }
}

/// The ways into one network. An account keeps the one it was connected by.
public struct SignInWays: Hashable, Sendable {
    /// The operator's option that says which one is meant where nobody says so: "login".
    public let option: String
    public let all: [SignInWay]
    private let first: SignInWay

    public init(option: String, _ first: SignInWay, _ others: SignInWay...) {
        self.option = option
        self.first = first
        all = [first] + others
    }

    public func named(_ name: String?) -> SignInWay? { all.first { $0.name == name } }

    public func usual(by options: [String: String]) -> SignInWay { named(options[option]) ?? first }
}
