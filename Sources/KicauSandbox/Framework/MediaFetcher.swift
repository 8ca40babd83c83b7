import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Fetches a picture or film by its address, as the networks do that take only addresses.
struct MediaFetcher: Sendable {
    struct Fetched: Sendable {
        let status: Int
        let type: String
        let bytes: Data
    }

    /// No network takes a longer film.
    private static let most = 1 << 30

    /// Nil when nobody answers there within the time.
    func fetch(_ address: String, within limit: Duration = .seconds(20)) async -> Fetched? {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme ?? "") else { return nil }
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "user-agent", value: "rehearsal-network-fetcher/1.0")
        do {
            let answer = try await HTTPClient.shared.execute(request, timeout: TimeAmount(limit))
            let bytes = try await answer.body.collect(upTo: MediaFetcher.most)
            let type = answer.headers.first(name: "content-type") ?? "application/octet-stream"
            let bare = type.split(separator: ";").first.map(String.init) ?? type
            return Fetched(
                status: Int(answer.status.code), type: bare.trimmingCharacters(in: .whitespaces),
                bytes: Data(bytes.readableBytesView))
        } catch {
            // Whatever went wrong on the way: the network only sees that there was nothing to fetch.
            return nil
        }
    }
}
