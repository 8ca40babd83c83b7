/// Something did not work: what, and what to do now.
struct ProblemPage: Page {
    static let template = "problem"

    let frame: Frame
    let heading: String
    let problem: ProblemText
    /// Only where something broke on our side.
    let requestID: String?
}
