import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Fetches a picture or film by its address, as the networks do that take only addresses.
struct MediaFetcher: Sendable {
    struct Fetched: Sendable {
        let status: Int
        let type: String
        let bytes: Data
    }

    /// Nil when nobody answers there within the time.
    func fetch(_ address: String, withinS: Double = 20) async -> Fetched? {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme ?? "") else { return nil }
        var request = URLRequest(url: url, timeoutInterval: withinS)
        request.setValue("rehearsal-network-fetcher/1.0", forHTTPHeaderField: "User-Agent")
        // Whatever went wrong on the way: the network only sees that there was nothing to fetch.
        guard let (bytes, response) = try? await URLSession.shared.data(for: request) else { return nil }
        guard let answer = response as? HTTPURLResponse else { return nil }
        let type = answer.value(forHTTPHeaderField: "Content-Type") ?? "application/octet-stream"
        let bare = type.split(separator: ";").first.map(String.init) ?? type
        return Fetched(status: answer.statusCode, type: bare.trimmingCharacters(in: .whitespaces), bytes: bytes)
    }
}
