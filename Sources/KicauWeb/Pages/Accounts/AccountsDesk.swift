import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish

/// Looking at accounts, connecting and taking them off.
extension Desk {
    func accounts(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let page = AccountsPage(
            try await house.accounts.list(for: caller), canConnect: caller.role.may(.connect),
            frame: frame(visit.voice.say("Accounts"), at: .accounts, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func networks(_ request: Request, _ visit: Visit) async throws -> Response {
        let page = NetworksPage(
            try await house.accounts.networks(for: try visit.caller),
            frame: frame(visit.voice.say("Connect an account"), at: .accounts, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func connectPage(_ request: Request, _ visit: Visit) async throws -> Response {
        let offer = try await offer(visit)
        return try await connectPage(offer, offer.way(request.question["way"]), Form(), nil, visit)
    }

    private func connectPage(
        _ offer: NetworkOffer, _ way: WayOffer?, _ form: Form, _ problem: Problem?, _ visit: Visit
    ) async throws -> Response {
        let title = visit.voice.say("Connect \(offer.name)")
        let caller = try visit.caller
        let bell =
            caller.role.may(.manage) && (way?.hasAppKeys ?? offer.hasAppKeys) && way?.way.rings != false
            ? try await house.accounts.doorman.bell(of: offer.platform, for: caller) : nil
        let page = ConnectPage(
            offer, by: way, bell: bell, form: form, problem: problem, frame: frame(title, at: .accounts, for: visit),
            visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    private func offer(_ visit: Visit) async throws -> NetworkOffer {
        let platform = PlatformID(try visit.word("network"))
        guard
            let offer = try await house.accounts.networks(for: try visit.caller).first(where: {
                $0.platform == platform
            })
        else { throw Problem.noSuchPage }
        return offer
    }

    func beginConnecting(_ request: Request, _ visit: Visit) async throws -> Response {
        let offer = try await offer(visit)
        let form = visit.form
        let isByPassword = form["way"] == ConnectPage.byPassword
        let password = isByPassword ? form.trimmed("password") : form.filled("password")
        let input = ConnectInput(
            platform: offer.platform, server: form.filled("server"), handle: form.filled("handle"),
            password: password.map { Redacted($0) }, userKeys: form["way"] == ConnectPage.byKeys ? form.userKeys : nil,
            way: offer.ways.isEmpty ? nil : form.filled("way"))
        do {
            let step = try await house.accounts.beginConnecting(
                input, redirect: offer.redirectURL, session: try visit.sessionName, by: try visit.caller)
            return try connecting(step, visit)
        } catch let problem as Problem where problem.code != .broken && problem.code != .notSignedIn {
            return try await connectPage(offer, offer.way(form["way"]), form, problem, visit)
        }
    }

    /// Asked for by a network that lets a client in by its address: who is this?
    func clientDocument(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let document = try await house.accounts.clientDocument() else { throw Problem.noSuchPage }
        return .json(document.bytes)
    }

    /// The browser comes back from the network with a GET; its single-use state stands in for the form token.
    func finishConnecting(_ request: Request, _ visit: Visit) async throws -> Response {
        let pairs = request.question.fields.map { ($0.name, $0.value) }
        let step = try await house.accounts.finishConnecting(
            query: Dictionary(pairs, uniquingKeysWith: { first, _ in first }), session: try visit.sessionName,
            by: try visit.caller)
        return try connecting(step, visit)
    }

    private func connecting(_ step: Connecting, _ visit: Visit) throws -> Response {
        switch step {
        case .redirect(let address):
            guard let target = Links.web(address) else {
                throw Problem(
                    .networkAnswer, "The network gave no address to sign in at.", do: "Try again later.", cause: address
                )
            }
            let host = Links.host(of: target)
            let title = visit.voice.say("On to \(host)")
            return try show(
                LeavingPage(frame: frame(title, at: .accounts, for: visit), target: target, host: host), to: visit)
        case .choose(let connection, let found):
            let title = visit.voice.say("Which accounts?")
            return try show(
                ChoosePage(connection, found, frame: frame(title, at: .accounts, for: visit)), to: visit)
        case .connected:
            return .seeOther("/accounts", notice: .connected)
        }
    }

    func chooseAccounts(_ request: Request, _ visit: Visit) async throws -> Response {
        _ = try await house.accounts.choose(
            visit.form.all("account"), of: visit.form["connection"], session: try visit.sessionName,
            by: try visit.caller)
        return .seeOther("/accounts", notice: .connected)
    }

    func saveAppKeys(_ request: Request, _ visit: Visit) async throws -> Response {
        let platform = PlatformID(try visit.word("network"))
        let way = visit.form.filled("way")
        try await house.accounts.saveAppKeys(
            platform, way: way, clientID: visit.form.trimmed("client"), secret: Redacted(visit.form.trimmed("secret")),
            by: try visit.caller)
        return .seeOther("/accounts/new/\(platform)" + (way.map { "?way=\($0)" } ?? ""), notice: .keysSaved)
    }

    func checkAccount(_ request: Request, _ visit: Visit) async throws -> Response {
        _ = try await house.accounts.check(try visit.number("id", of: Account.self), by: try visit.caller)
        return .seeOther("/accounts", notice: .checked)
    }

    func disconnect(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.accounts.disconnect(try visit.number("id", of: Account.self), by: try visit.caller)
        return .seeOther("/accounts", notice: .disconnected)
    }
}

extension Form {
    /// What is missing is said by the connector.
    fileprivate var userKeys: UserKeys {
        UserKeys(
            consumerKey: trimmed("consumer_key"), consumerSecret: Redacted(trimmed("consumer_secret")),
            token: trimmed("access_token"), tokenSecret: Redacted(trimmed("access_token_secret")))
    }
}

extension Visit {
    /// Names this browser's session to the connection it began, without keeping the cookie itself anywhere.
    var sessionName: String {
        get throws(Problem) {
            SHA256.hash(data: Data(try session.reveal().utf8)).map { String($0, radix: 16) }.joined(separator: ".")
        }
    }
}
