import Foundation
import KicauCore
import KicauPlatforms

extension Checkup {
    /// Does a server answer where the settings say, and does it say that it is ready?
    func server() async -> [Finding] {
        let address = "http://\(settings.host == "0.0.0.0" ? "127.0.0.1" : settings.host):\(settings.port)"
        let line = HTTPLine(allowedOrigins: [address], clock: SystemTime())
        switch await line.look(at: address + "/healthz", within: .seconds(3))?.status {
        case nil:
            return [
                .noted(
                    "server", "No server answers at \(address).",
                    do: "Start it with `kicau serve`; until then nothing is sent.")
            ]
        case 200:
            return [.passed("server", "A server answers at \(address)."), await ready(address, line)]
        case .some:
            return [
                .failed(
                    "server", "Something answers at \(address), but it is not a healthy Kicau.",
                    do: "Look at what listens on this port.")
            ]
        }
    }

    private struct Probe: Decodable {
        let ready: Bool
        let notReady: [String]
        let version: String

        private enum CodingKeys: String, CodingKey {
            case ready, version
            case notReady = "not_ready"
        }
    }

    private func ready(_ address: String, _ line: HTTPLine) async -> Finding {
        guard let reply = await line.look(at: address + "/readyz", within: .seconds(3)),
            let probe = try? JSONDecoder().decode(Probe.self, from: Data(reply.body))  // an older Kicau sends a page
        else {
            return .noted("ready", "The server does not say whether it is ready.", do: "Is it an older version?")
        }
        guard probe.ready else {
            return .failed(
                "ready", "The server is not ready: \(probe.notReady.joined(separator: ", ")).",
                do: "docs/operations.md says what each word means; the log says why.")
        }
        guard probe.version == Version.text else {
            return .noted(
                "ready", "The server is version \(probe.version), this program \(Version.text).",
                do: "Restart the server with the newer one, or use the program it runs.")
        }
        return .passed("ready", "The server is ready.")
    }
}
