import NIOCore
import NIOSSL

/// Whose word on a network's identity is taken.
struct Trust: Sendable {
    let context: @Sendable () throws -> NIOSSLContext

    /// The machine's own list of authorities, read when the first secure call is made.
    static let system = Trust { try machine.get() }

    private static let machine = Result { try NIOSSLContext(configuration: settings) }

    static func authority(_ certificate: NIOSSLCertificate) throws -> Trust {
        var settings = settings
        settings.trustRoots = .certificates([certificate])
        let context = try NIOSSLContext(configuration: settings)
        return Trust { context }
    }

    private static var settings: TLSConfiguration {
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.applicationProtocols = ["http/1.1"]
        return settings
    }
}

extension NIOSSLClientHandler {
    /// Asks for a certificate of that host. One is for a name; an address has none to ask for.
    static func guarding(_ host: String, _ context: NIOSSLContext) throws -> NIOSSLClientHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil  // nil is the answer: it is a name
        return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }
}
