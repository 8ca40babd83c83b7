import ArgumentParser
import Foundation
import KicauCore

/// Which server to talk to, and with which key.
struct ServerFlags: ParsableArguments {
    @Option(help: "The server's address, such as https://kicau.example.org. Environment: KICAU_SERVER.")
    var server: String?

    @Option(help: "An API key of that server, made under Settings. Better in the environment: KICAU_API_KEY.")
    var apiKey: String?

    @Option(
        help:
            "A server's data folder on this machine, where its key lies. Environment: KICAU_DATA."
    )
    var data: String?

    @Flag(help: "Print the server's JSON on standard output.")
    var json = false

    /// - Throws: `Unreachable` when no server is named and none runs on the data folder.
    func client() throws -> APIClient {
        let environment = ProcessInfo.processInfo.environment
        let folder = data ?? environment["KICAU_DATA"] ?? "./kicau-data"
        let address = server ?? environment["KICAU_SERVER"]
        let key = apiKey ?? environment["KICAU_API_KEY"]
        let local = LocalServer(folder: folder)
        guard let url = address ?? local?.url else { throw APIClient.Unreachable.nothingRuns(in: folder) }
        // The key left for this machine's server goes to no other.
        guard let key = key ?? (APIClient.trimmed(url) == local?.url ? local?.key : nil) else {
            throw Problem(
                .badKey, "There is no API key for \(url).",
                do: "Make one under Settings, then set KICAU_API_KEY or use --api-key.", field: "api-key")
        }
        return try APIClient(server: url, key: Redacted(key))
    }
}

/// What `kicau serve` leaves in its data folder, readable by its owner only.
private struct LocalServer: Decodable {
    let url: String
    let key: String

    /// Nil when no server runs there, or the file is somebody else's.
    init?(folder: String) {
        guard let bytes = FileManager.default.contents(atPath: folder + "/local.json"),
            let found = try? JSONDecoder().decode(LocalServer.self, from: bytes)  // unreadable is as good as missing
        else { return nil }
        self = found
    }
}
