import Foundation
import KicauCore

/// Asks for a page or a picture whose address somebody wrote, and follows where it leads: by the line that checks where
/// every single call goes, so that neither the address nor a redirect reaches into a private network.
struct PageFetcher: Sendable {
    let line: any Line
    let time: any TimeSource

    enum Kind: Sendable {
        case page, picture

        var accepted: String {
            switch self {
            case .page: "text/html, application/xhtml+xml"
            case .picture: "image/jpeg, image/png, image/webp, image/gif"
            }
        }

        /// A page tells of itself at its beginning; half a picture is none.
        var portion: Call.Portion {
            switch self {
            case .page: .beginning(1 << 20)
            case .picture: .whole(atMost: 5 << 20)
            }
        }

        func takes(_ type: String) -> Bool {
            let type = type.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
            return switch self {
            case .page: type == "text/html" || type == "application/xhtml+xml"
            case .picture: type.hasPrefix("image/")
            }
        }
    }

    struct Found: Sendable {
        /// Where it was found in the end.
        let url: URL
        let type: String
        let body: [UInt8]
    }

    /// Why there is nothing; said in the log only, so that nobody learns what answers in a network behind us.
    struct Missed: Error {
        let why: String
        /// The address that was asked lies in a private network; nothing was asked there.
        var isPrivate = false
    }

    static let mostRedirects = 3
    /// For all of it, redirects too.
    static let longest = Duration.seconds(10)

    func fetch(_ address: URL, as kind: Kind) async throws(Missed) -> Found {
        let ends = time.steadyMs() + PageFetcher.longest.inMilliseconds
        var url = address
        for _ in 0...PageFetcher.mostRedirects {
            let reply = try await ask(url, kind, isFirst: url == address, by: ends)
            switch reply.status {
            case 301, 302, 303, 307, 308: url = try PageFetcher.next(reply, from: url)
            case 200..<300: return try PageFetcher.found(reply, at: url, kind)
            default: throw Missed(why: "it answered \(reply.status)")
            }
        }
        throw Missed(why: "it led on more than \(PageFetcher.mostRedirects) times")
    }

    /// Where a plain connection is not made, a safe one is: most addresses without the s lead there anyway.
    ///
    /// - Parameter isFirst: the address that a person wrote; of where it leads to nothing is told.
    private func ask(_ url: URL, _ kind: Kind, isFirst: Bool, by ends: Int64) async throws(Missed) -> Reply {
        do throws(LineFailure) {
            return try await call(url, kind, by: ends)
        } catch {
            guard case .neverLeft = error, let safe = PageFetcher.safe(url) else {
                throw PageFetcher.missed(error, isFirst: isFirst)
            }
            do throws(LineFailure) {
                return try await call(safe, kind, by: ends)
            } catch { throw PageFetcher.missed(error, isFirst: isFirst) }
        }
    }

    private func call(_ url: URL, _ kind: Kind, by ends: Int64) async throws(LineFailure) -> Reply {
        let left = Duration.milliseconds(ends - time.steadyMs())
        guard left > .zero else { throw .neverLeft(retryAt: time.now(), .unreachable("there was no time left")) }
        let request = Call(
            .get, url.absoluteString, headers: [("accept", Redacted(kind.accepted))], deadline: left,
            taking: kind.portion)
        return try await line.call(request, unit: PageFetcher.unit)
    }

    /// Nobody bills us for it.
    private static let unit = MeterUnit("page")

    private static func missed(_ failure: LineFailure, isFirst: Bool) -> Missed {
        switch failure {
        case .neverLeft(_, let reason): Missed(why: "\(reason)", isPrivate: isFirst && failure.isPrivate)
        case .noAnswer(let trace): Missed(why: trace.what)
        }
    }

    private static func safe(_ url: URL) -> URL? {
        guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: true),
            parts.scheme?.lowercased() == "http", parts.port == nil || parts.port == 80
        else { return nil }
        parts.scheme = "https"
        parts.port = nil
        return parts.url
    }

    private static func next(_ reply: Reply, from url: URL) throws(Missed) -> URL {
        guard let place = reply.header("location"), let next = address(place, from: url) else {
            throw Missed(why: "it led nowhere")
        }
        return next
    }

    /// Nil: not an address on the web.
    static func address(_ text: String, from page: URL? = nil) -> URL? {
        guard text.utf8.count <= LinkCard.longestURL,
            let url = URL(string: text.trimmingCharacters(in: .whitespacesAndNewlines), relativeTo: page)?.absoluteURL,
            let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.host()?.isEmpty == false
        else { return nil }
        return url
    }

    private static func found(_ reply: Reply, at url: URL, _ kind: Kind) throws(Missed) -> Found {
        let type = reply.header("content-type") ?? ""
        guard kind.takes(type) else { throw Missed(why: "it is \(type.prefix(100))") }
        guard (reply.header("content-encoding") ?? "identity").lowercased() == "identity" else {
            throw Missed(why: "it came packed, which was not asked for")
        }
        return Found(url: url, type: type, body: reply.body)
    }
}
