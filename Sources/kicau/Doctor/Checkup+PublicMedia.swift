import Foundation
import KicauCore
import KicauPlatforms
import KicauPublish
import KicauStore

/// Instagram and Threads fetch what we publish by its address: would they get it?
extension Checkup {
    private static let name = "public media"

    /// - Parameter line: nil is the public one, which goes into no private network.
    func publicMedia(over line: (any Line)? = nil) async -> Finding {
        guard let address = settings.publicMediaURL else { return Checkup.noAddress }
        guard address.hasPrefix("https://") || settings.allowedOrigins.contains(address) else {
            return .failed(
                Checkup.name, "\(address) is not https, and the networks fetch from nothing else.",
                do: "Put a reverse proxy with a certificate in front, and write its https address in public_media_url.")
        }
        do {
            guard let sample = try await sample() else {
                return .noted(
                    Checkup.name, "Networks are sent to \(address); there is no database yet to try it with.",
                    do: "Start `kicau serve`, then ask again.")
            }
            let line: any Line = line ?? HTTPLine(allowedOrigins: settings.allowedOrigins, clock: SystemTime())
            return await look(for: sample, at: address, over: line)
        } catch {
            return .noted(
                Checkup.name, "Networks are sent to \(address); it could not be tried: \(String(describing: error))",
                do: "See what the database's check says, then ask again.")
        }
    }

    private func sample() async throws -> MediaRoom.Sample? {
        let path = settings.data + "/kicau.sqlite"
        guard settings.database != nil || FileManager.default.fileExists(atPath: path) else { return nil }
        let store: Store =
            if let address = settings.database { try await .besidePostgres(address) } else { try .beside(path: path) }
        defer { try? store.close() }  // what was written is written
        let room = try MediaRoom(
            store: store, folder: settings.data + "/media", time: SystemTime(),
            publicAddress: settings.publicMediaURL, makeToken: { Secret.make() })
        return try await room.layOutSample()
    }

    /// As a network would: by name.
    private func look(for sample: MediaRoom.Sample, at address: String, over line: any Line) async -> Finding {
        let reply: Reply
        do {
            reply = try await line.call(Call(.get, sample.url, deadline: .seconds(10)), unit: MeterUnit("look"))
        } catch .neverLeft(_, .unreachable(let why)) {
            return why == LineFailure.privateWords ? Checkup.behindRouter(address) : Checkup.outOfReach(address, why)
        } catch {
            return Checkup.outOfReach(address, "no answer came within 10 seconds")
        }
        guard reply.status == 200, reply.body == Array(sample.bytes) else {
            return .failed(
                Checkup.name,
                "\(address) answers with status \(reply.status), and not with the picture it was asked for.",
                do: "Let the reverse proxy pass /media-public/ on to this server, unchanged and without a sign-in.")
        }
        guard reply.header("content-type") == sample.mimeType,
            reply.header("content-length") == String(sample.bytes.count)
        else {
            return .failed(
                Checkup.name, "\(address) gives the picture without its type or its length, which the networks want.",
                do: "Let the reverse proxy pass Content-Type and Content-Length on, and not compress pictures.")
        }
        let listing = await line.look(at: address + "/media-public/", within: .seconds(10))?.status
        guard listing.map({ $0 >= 400 }) ?? true else {
            return .failed(
                Checkup.name, "\(address)/media-public/ shows something where nothing should be shown.",
                do: "Turn off directory listings in the reverse proxy.")
        }
        return .passed(Checkup.name, "A picture was fetched from \(address), as a network would.")
    }

    private static var noAddress: Finding {
        .noted(
            name, "No public address is set, so Instagram and Threads cannot fetch pictures and videos from here.",
            do:
                "Set public_media_url to an https address that reaches this server: a reverse proxy, or from behind a router a forwarded port 443 or a tunnel."
        )
    }

    private static func behindRouter(_ address: String) -> Finding {
        .failed(
            name, "\(address) leads into a private network, where no network of the world comes.",
            do:
                "Behind a router (NAT): forward its port 443 to this machine and use the public name, or rent a small server as reverse proxy, or use a tunnel."
        )
    }

    private static func outOfReach(_ address: String, _ why: String) -> Finding {
        .failed(
            name, "\(address) cannot be reached from here: \(why).",
            do:
                "Some routers do not let a machine call its own public name: open the address from a telephone without Wi-Fi. If that works, the networks get through too."
        )
    }
}
