import Hummingbird
import KicauCore
import KicauPublish

/// What runs here.
struct StatusPage: Page {
    static let template = "status"

    struct Network: Sendable {
        let mark: String
        let name: String
    }

    let frame: Frame
    let version: String
    let address: String
    let now: Moment
    let networks: [Network]
    let proof: ProofCard
    let alarm: AlarmCard
}

extension Desk {
    func status(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let page = StatusPage(
            frame: frame(visit.voice.say("Status"), at: nil, for: visit), version: house.settings.version,
            address: house.settings.baseURL, now: visit.voice.moment(visit.voice.now),
            networks: house.networkNames.sorted { $0.key < $1.key }.map {
                StatusPage.Network(mark: Networks.mark($0.key), name: $0.value)
            },
            proof: ProofCard(
                LastProof.read(house.settings.dataFolder + "/proof.json"),
                folder: caller.role.may(.manage) ? house.settings.dataFolder : nil, visit.voice),
            alarm: AlarmCard(
                house.settings.alarms, heartbeat: house.publishing.alarm.heartbeat,
                digest: house.publishing.alarm.digest, visit.voice))
        return try show(page, to: visit)
    }

    func asset(_ request: Request, _ visit: Visit) async throws -> Response {
        let path = request.uri.path.split(separator: "/").dropFirst(2).joined(separator: "/")
        return try speaking.assets.answer(path: path, hash: try visit.word("hash"))
    }
}
