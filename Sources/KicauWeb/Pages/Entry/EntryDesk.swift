import Hummingbird
import KicauCore
import KicauPeople

/// Set-up, signing in and out, language and workspace.
extension Desk {
    func setUpPage(_ request: Request, _ visit: Visit) async throws -> Response {
        guard try await house.people.needsSetUp() else { return .seeOther("/sign-in") }
        return try show(setUpPage(Form(), nil, visit), to: visit)
    }

    func setUp(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        do {
            let session = try await house.people.setUp(
                name: form.trimmed("name"), email: form.trimmed("email"), password: Redacted(form["password"]),
                workspace: form.trimmed("workspace"), zone: form.trimmed("zone"), remote: visit.remote)
            return begin(session, at: "/accounts/new")
        } catch let problem as Problem where problem.code != .broken {
            return try show(setUpPage(form, problem, visit), to: visit, status: problem.code.status)
        }
    }

    private func setUpPage(_ form: Form, _ problem: Problem?, _ visit: Visit) -> SetUpPage {
        SetUpPage(
            frame: frame(visit.voice.say("Welcome"), at: nil, for: visit), name: form["name"], email: form["email"],
            workspace: form["workspace"], zone: form.filled("zone") ?? "Asia/Jakarta", zones: Zones.all,
            problem: problem.map { ProblemText($0, visit.voice) })
    }

    func signInPage(_ request: Request, _ visit: Visit) async throws -> Response {
        let next = Links.own(request.question["next"])
        guard visit.signedIn == nil else { return .seeOther(next) }
        return try show(signInPage(email: "", next: next, nil, visit), to: visit)
    }

    func signIn(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        let next = Links.own(form["next"])
        do {
            let session = try await house.people.signIn(
                email: form.trimmed("email"), password: Redacted(form["password"]), remote: visit.remote)
            return begin(session, at: next)
        } catch let problem as Problem where problem.code != .broken {
            let page = signInPage(email: form["email"], next: next, problem, visit)
            return try show(page, to: visit, status: problem.code.status)
        }
    }

    private func signInPage(email: String, next: String, _ problem: Problem?, _ visit: Visit) -> SignInPage {
        SignInPage(
            frame: frame(visit.voice.say("Sign in"), at: nil, for: visit), email: email, next: next,
            guests: house.settings.guests.map {
                SignInPage.Guest(
                    name: $0.name, role: visit.voice.role($0.role), guestEmail: $0.email, password: $0.password,
                    initial: String($0.name.prefix(1)))
            }, isDemo: !house.settings.guests.isEmpty,
            problem: problem.map { ProblemText($0, visit.voice) })
    }

    private func begin(_ session: Session, at path: String) -> Response {
        var response = Response.seeOther(path)
        let seconds = max(60, (session.expires.ms - house.clock.now().ms) / 1000)
        response.setCookie(
            Cookies.make(
                Cookies.session, session.token.reveal(), settings: house.settings, maxAge: Int(seconds)))
        response.setCookie(Cookies.end(Cookies.stranger, settings: house.settings))
        return response
    }

    func signOut(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.people.signOut(visit.session)
        var response = Response.seeOther("/sign-in", notice: .signedOut)
        response.setCookie(Cookies.end(Cookies.session, settings: house.settings))
        return response
    }

    func chooseLanguage(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let language = speaking.catalogue(visit.form["language"])?.language else {
            throw Problem(.badInput, "Kicau does not speak that language yet.", do: "Choose one of those shown.")
        }
        if let caller = visit.signedIn?.caller { try await house.people.setLanguage(language, for: caller) }
        var response = Response.seeOther(Links.own(visit.form["return"]))
        response.setCookie(
            Cookies.make(Cookies.language, language, settings: house.settings, maxAge: 31_536_000))
        return response
    }

    func switchWorkspace(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let id = ID<Workspace>(visit.form["workspace"]) else { throw Problem.noSuchPage }
        try await house.people.switchWorkspace(id, session: visit.session)
        return .seeOther("/")
    }
}

extension Request {
    /// The query as a form.
    var question: Form { Form(urlEncoded: uri.query ?? "") }
}
