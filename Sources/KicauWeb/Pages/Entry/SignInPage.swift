/// Where a member comes in.
struct SignInPage: Page {
    static let template = "sign-in"

    let frame: Frame
    let email: String
    /// Where to go afterwards.
    let next: String
    /// The demo's people, each with a button.
    let guests: [Guest]
    let isDemo: Bool
    let problem: ProblemText?

    struct Guest {
        let name: String
        let role: String
        let guestEmail: String
        let password: String
        let initial: String
    }
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
