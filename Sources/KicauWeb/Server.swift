import Hummingbird
public import ServiceLifecycle

/// The pages and the API on one port.
public struct WebServer: Service {
    let house: House
    let host: String
    let port: Int

    public init(house: House, host: String, port: Int) {
        self.house = house
        self.host = host
        self.port = port
    }

    public func run() async throws {
        let speaking = try Speaking.loaded()
        let router = Desk(house: house, speaking: speaking).router()
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            logger: house.logger
        )
        try await application.run()
    }
}
