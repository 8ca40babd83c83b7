import Hummingbird
public import ServiceLifecycle

/// The pages and the API on one port.
public struct WebServer: Service {
    let house: House
    let host: String
    let port: Int
    private let opened: @Sendable () -> Void

    /// - Parameter opened: called once, when the port is ours and answers.
    public init(house: House, host: String, port: Int, opened: @escaping @Sendable () -> Void) {
        self.house = house
        self.host = host
        self.port = port
        self.opened = opened
    }

    public func run() async throws {
        let opened = opened
        let speaking = try Speaking.loaded()
        let router = Desk(house: house, speaking: speaking).router()
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { _ in opened() },
            logger: house.logger
        )
        try await application.run()
    }
}
