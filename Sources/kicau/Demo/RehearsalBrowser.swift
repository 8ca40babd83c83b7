import Foundation
import KicauCore
import KicauPlatforms

/// A person at a browser, as far as signing in at a rehearsal network needs one: reads the page, submits its form.
struct RehearsalBrowser: Sendable {
    private let line: HTTPLine

    init(origins: Set<String>) { line = HTTPLine(allowedOrigins: origins, clock: SystemTime()) }

    /// Authorises as somebody and gives the query of the address the network sends the browser back to.
    func authorise(at address: String, as person: String) async throws -> [String: String] {
        let page = try await visit(Call(.get, address))
        guard page.status == 200, let form = AuthorisationForm(page.text) else { throw odd(page) }
        guard let action = URL(string: form.action, relativeTo: URL(string: address))?.absoluteString else {
            throw odd(page)
        }
        let sent = try await visit(Call(.post, action, body: .form(form.fields + [("account", person)])))
        guard (300..<400).contains(sent.status), let back = sent.header("location") else { throw odd(sent) }
        let items = URLComponents(string: back)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil when nobody answers there (yet).
    func status(of address: String) async -> Int? { await line.look(at: address, within: .seconds(2))?.status }

    private func visit(_ call: Call) async throws(Problem) -> Reply {
        do throws(LineFailure) {
            return try await line.call(call, unit: MeterUnit("page"))
        } catch {
            throw Problem(
                .networkUnreachable, "A rehearsal network on this machine did not answer.",
                do: "Start the demo again.", cause: "\(error)")
        }
    }

    private func odd(_ reply: Reply) -> Problem {
        Problem(
            .networkAnswer, "A rehearsal network's sign-in page was not as expected.",
            do: "Remove the demo's folder and start again.", cause: "\(reply.status) \(reply.text.prefix(300))")
    }
}

/// The form of an authorisation page, with everything that is ticked in it.
struct AuthorisationForm {
    let action: String
    let fields: [(String, String)]

    init?(_ html: String) {
        guard let form = html.firstMatch(of: /<form method="post" action="([^"]*)">/) else { return nil }
        action = AuthorisationForm.plain(form.1)
        fields = html.matches(of: /<input type="(hidden|checkbox)" name="([^"]*)" value="([^"]*)"( checked)?>/)
            .filter { $0.1 == "hidden" || $0.4 != nil }
            .map { (AuthorisationForm.plain($0.2), AuthorisationForm.plain($0.3)) }
    }

    private static func plain(_ text: Substring) -> String {
        String(text).replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
