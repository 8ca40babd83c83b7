import KicauCore
import KicauMeter
import KicauPlatforms
import KicauPublish
import KicauWeb
import ServiceLifecycle

extension Building {
    /// Tells who manages money when a limit comes near: on the pages always, by mail and webhook where they were set up.
    func warnings() throws -> any Service {
        let words = try WarningWords.loaded(baseURL: settings.baseURL)
        let metering = house.metering
        return WarningRound(
            kit: kit,
            writer: .init(
                letter: { words.letter($0, to: $1, in: $2) },
                json: { words.json($0) }),
            postman: settings.mailServer.map { SMTPPostman($0, clock: SystemTime(), makeName: { Secret.make() }) },
            forecasts: { workspace in
                try await metering.forecast(for: Caller(user: nil, workspace: workspace, role: .viewer))
            })
    }
}
