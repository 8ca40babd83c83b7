import KicauCore
import KicauPlatforms
import KicauPublish
import KicauWeb
import ServiceLifecycle

extension Building {
    /// The services that tell somebody outside when posts stop going out; only those that were set up.
    func alarms() throws -> [any Service] {
        var services: [any Service] = []
        if let url = settings.heartbeatURL {
            services.append(Heartbeat(kit: kit, url: url, line: line(to: url)))
        }
        guard settings.mailServer != nil || settings.digestWebhookURL != nil else { return services }
        let words = try DigestWords.loaded(baseURL: settings.baseURL)
        let round = DigestRound(
            kit: kit,
            writer: .init(
                letter: { words.letter($0, to: $1, in: $2) },
                json: { words.json($0) }),
            postman: settings.mailServer.map { SMTPPostman($0, clock: SystemTime(), makeName: { Secret.make() }) },
            webhook: settings.digestWebhookURL.map { .init(url: $0, line: line(to: $0)) })
        services.append(round)
        return services
    }

    /// To this one origin, private or not: it is the operator who named it.
    func line(to url: String) -> HTTPLine {
        HTTPLine(allowedOrigins: [Settings.origin(of: url)], clock: SystemTime())
    }
}
