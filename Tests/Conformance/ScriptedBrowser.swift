import Foundation
import FoundationNetworking
import KicauCore

/// A person at a network's authorisation page, as far as a script can be one: opens it, presses a button, comes back.
struct ScriptedBrowser {
    private final class NoRedirects: NSObject, URLSessionTaskDelegate, Sendable {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }

    private let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)

    struct Lost: Error { let what: String }

    /// Authorises as the account with this id; gives the query of the address the browser is sent back to.
    func authorise(
        _ address: String, as account: String, unticking unticked: Set<String> = []
    ) async throws -> [String: String] {
        guard let url = URL(string: address) else { throw Lost(what: address) }
        let (page, answer) = try await session.data(from: url)
        guard (answer as? HTTPURLResponse)?.statusCode == 200 else {
            throw Lost(what: String(decoding: page, as: UTF8.self))
        }
        let html = String(decoding: page, as: UTF8.self)
        guard let action = html.firstMatch(of: /<form[^>]*action="([^"]*)"/)?.1,
            let target = URL(string: plain(action), relativeTo: url)
        else { throw Lost(what: html) }
        var fields = html.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
            (plain($0.1), plain($0.2))
        }
        // A person leaves the boxes ticked that are ticked.
        for box in html.matches(of: /<input type="checkbox"([^>]*)>/).map(\.1) where box.contains("checked") {
            guard let name = box.firstMatch(of: /name="([^"]*)"/)?.1,
                let value = box.firstMatch(of: /value="([^"]*)"/)?.1
            else { continue }
            guard !unticked.contains(plain(value)) else { continue }
            fields.append((plain(name), plain(value)))
        }
        fields.append(("account", account))
        var request = URLRequest(url: target)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(fields.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&").utf8)
        let (body, reply) = try await session.data(for: request)
        guard let location = (reply as? HTTPURLResponse)?.value(forHTTPHeaderField: "Location"),
            let items = URLComponents(string: location)?.queryItems
        else { throw Lost(what: String(decoding: body, as: UTF8.self)) }
        return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    private func plain(_ text: Substring) -> String {
        String(text).replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    private func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
