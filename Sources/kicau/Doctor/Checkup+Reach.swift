import Foundation
import FoundationNetworking
import KicauCore

extension Checkup {
    /// Does a server answer where the settings say?
    func server() async -> Finding {
        let address = "http://\(settings.host == "0.0.0.0" ? "127.0.0.1" : settings.host):\(settings.port)/healthz"
        guard let url = URL(string: address) else {
            return .failed("server", "\(address) is no address.", do: "Check the settings host and port.")
        }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 3
        do {
            let (_, answer) = try await URLSession(configuration: configuration).data(from: url)
            guard (answer as? HTTPURLResponse)?.statusCode == 200 else {
                return .failed(
                    "server", "Something answers at \(address), but it is not a healthy Kicau.",
                    do: "Look at what listens on this port.")
            }
            return .passed("server", "A server answers at \(address).")
        } catch {
            return .noted(
                "server", "No server answers at \(address).",
                do: "Start it with `kicau serve`; until then nothing is sent.")
        }
    }

    /// Instagram and Threads fetch pictures by address.
    func publicMedia() -> Finding {
        guard let address = settings.publicMediaURL else {
            return .noted(
                "public pictures",
                "No public address is set, so Instagram and Threads cannot fetch pictures from here.",
                do:
                    "Set public_media_url to an https address that reaches this server, for example through a reverse proxy."
            )
        }
        return .passed("public pictures", "Networks that fetch pictures are sent to \(address).")
    }
}
