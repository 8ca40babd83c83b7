/// Where a member comes in.
struct SignInPage: Page {
    static let template = "sign-in"

    let frame: Frame
    let email: String
    /// Where to go afterwards.
    let next: String
    let problem: ProblemText?
}

/// The very first visit: who owns this Kicau, and where.
struct SetUpPage: Page {
    static let template = "set-up"

    let frame: Frame
    let name: String
    let email: String
    let workspace: String
    let zone: String
    let zones: [String]
    let problem: ProblemText?
}
