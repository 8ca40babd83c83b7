import HTTPTypes
import Hummingbird
import KicauCore
import KicauPeople

/// One request's context: who asks, in which language, and the form they sent.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection, or what a trusted proxy said.
    var remote: String
    var who: Who = .nobody
    var voice: Voice = .unasked
    /// Goes into each form of the page that answers.
    var formToken = ""
    /// The form of a POST, its token already checked.
    var form = Form()
    /// The path and query asked for.
    var path = "/"

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remote = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    /// Who sent the request.
    enum Who: Sendable {
        case nobody
        case member(SignedInCaller, session: Redacted<String>)
    }

    var signedIn: SignedInCaller? {
        switch who {
        case .nobody: nil
        case .member(let signedIn, _): signedIn
        }
    }

    /// - Throws: `.notSignedIn`.
    var caller: Caller {
        get throws(Problem) {
            guard let signedIn else { throw Visit.signInFirst }
            return signedIn.caller
        }
    }

    /// - Throws: `.notSignedIn`.
    var session: Redacted<String> {
        get throws(Problem) {
            switch who {
            case .nobody: throw Visit.signInFirst
            case .member(_, let session): return session
            }
        }
    }

    private static var signInFirst: Problem {
        Problem(.notSignedIn, "You are not signed in.", do: "Sign in, then try again.")
    }

    /// A row's number out of the path. - Throws: `.notFound`.
    func number<Of>(_ name: String, of kind: Of.Type) throws(Problem) -> ID<Of> {
        guard let text = parameters.get(name), let id = ID<Of>(text) else { throw .noSuchPage }
        return id
    }

    /// A word out of the path. - Throws: `.notFound`.
    func word(_ name: String) throws(Problem) -> String {
        guard let text = parameters.get(name), !text.isEmpty else { throw .noSuchPage }
        return text
    }
}

extension Problem {
    static var noSuchPage: Problem {
        Problem(.notFound, "There is nothing at this address.", do: "Check the address, or begin again from Today.")
    }
}
