import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPeople

/// Finds out who comes in, in which language to speak, and with which token their forms are marked.
struct Visits: RouterMiddleware {
    typealias Context = Visit

    let settings: WebSettings
    let speaking: Speaking
    let clock: any TimeSource
    let secret: @Sendable () -> String
    let caller: @Sendable (Redacted<String>) async throws -> SignedInCaller?

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var visit = context
        visit.path = request.uri.string
        visit.remote = remote(of: request, peer: context.remote)
        if let token = request.cookies[Cookies.session]?.value, !token.isEmpty,
            let signedIn = try await caller(Redacted(token))
        {
            visit.who = .member(signedIn, session: Redacted(token))
        }
        visit.voice = voice(for: visit, request)
        guard visit.signedIn == nil else {
            visit.formToken = visit.signedIn?.formToken ?? ""
            return try await next(request, visit)
        }
        return try await asStranger(request, visit, next)
    }

    /// Who has no session yet gets a token of their own in a cookie; the form has to carry the same.
    private func asStranger(
        _ request: Request, _ visit: Visit, _ next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var visit = visit
        if let known = request.cookies[Cookies.stranger]?.value, known.utf8.count >= 16 {
            visit.formToken = known
            return try await next(request, visit)
        }
        visit.formToken = secret()
        var response = try await next(request, visit)
        if response.headers[.contentType]?.hasPrefix("text/html") == true {
            response.setCookie(Cookies.make(Cookies.stranger, visit.formToken, settings: settings))
        }
        return response
    }

    private func voice(for visit: Visit, _ request: Request) -> Voice {
        let member = visit.signedIn?.caller
        let catalogue =
            speaking.catalogue(member?.user?.language)
            ?? speaking.catalogue(request.cookies[Cookies.language]?.value)
            ?? speaking.catalogue(
                LanguageChoice.best(of: speaking.languages, for: request.headers[.acceptLanguage] ?? ""))
            ?? .english
        return Voice(
            catalogue: catalogue, zone: member.flatMap { TimeZone(identifier: $0.workspace.zone) } ?? .gmt,
            now: clock.now())
    }

    private func remote(of request: Request, peer: String) -> String {
        switch settings.clientAddress {
        case .peer: peer
        case .forwarded:
            // Only the last entry was written by the proxy next to us; a visitor may send any others.
            request.headers[.forwardedFor]?.split(separator: ",").last
                .map { $0.trimmingCharacters(in: .whitespaces) } ?? peer
        }
    }
}

/// The cookies of the pages.
enum Cookies {
    static let session = "kicau_session"
    static let stranger = "kicau_form"
    static let language = "kicau_language"

    static func make(_ name: String, _ value: String, settings: WebSettings, maxAge: Int? = nil) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: "/", secure: settings.isHTTPS, httpOnly: true,
            sameSite: .lax)
    }

    static func end(_ name: String, settings: WebSettings) -> Cookie {
        make(name, "", settings: settings, maxAge: 0)
    }
}

/// Picks a language by what the browser says it reads.
enum LanguageChoice {
    /// Of `Accept-Language: id-ID,id;q=0.9,en;q=0.8`, the best we speak; nil when none is.
    static func best(of spoken: [String], for header: String) -> String? {
        let wishes = header.split(separator: ",").prefix(20).compactMap { entry -> (String, Double)? in
            let halves = entry.split(separator: ";")
            guard let range = halves.first?.trimmingCharacters(in: .whitespaces).lowercased() else { return nil }
            let weight = halves.dropFirst().first?.trimmingCharacters(in: .whitespaces)
            let quality = weight.flatMap { $0.hasPrefix("q=") ? Double($0.dropFirst(2)) : nil } ?? 1
            // "in" is Indonesian's old code; some systems still send it.
            let language = String(range.prefix { $0 != "-" })
            return (language == "in" ? "id" : language, quality)
        }
        return
            wishes.enumerated()
            .filter { spoken.contains($0.element.0) && $0.element.1 > 0 }
            .max { ($0.element.1, -$0.offset) < ($1.element.1, -$1.offset) }?
            .element.0
    }
}
