public import KicauCore
public import KicauMeter
public import KicauPeople
public import KicauPublish
public import Logging

/// Everything the pages and the API call, filled in by the executable.
public struct House: Sendable {
    public let publishing: Publishing
    public let accounts: Accounts
    public let media: MediaRoom
    public let people: People
    public let metering: Metering
    public let operations: Operations
    public let usages: AppUsages
    /// How each network is written: "x" is "X".
    public let networkNames: [PlatformID: String]
    public let settings: WebSettings
    public let clock: any TimeSource
    /// Plays a price shock again over a demo team; nil: this node cannot.
    public let drill: Drilling?
    /// Gives an unguessable word of at least 128 bits, in letters, digits, `-` and `_`.
    public let secret: @Sendable () -> String
    public let logger: Logger

    public typealias Drilling = @Sendable (Shock) async throws -> Drill.Report

    public init(
        publishing: Publishing, accounts: Accounts, media: MediaRoom, people: People, metering: Metering,
        operations: Operations, usages: AppUsages, networkNames: [PlatformID: String], settings: WebSettings,
        clock: any TimeSource, drill: Drilling? = nil,
        secret: @escaping @Sendable () -> String, logger: Logger
    ) {
        self.publishing = publishing
        self.accounts = accounts
        self.media = media
        self.people = people
        self.metering = metering
        self.operations = operations
        self.usages = usages
        self.networkNames = networkNames
        self.settings = settings
        self.clock = clock
        self.drill = drill
        self.secret = secret
        self.logger = logger
    }
}

/// What the web server has to know about where it stands.
public struct WebSettings: Sendable {
    /// Rehearsal networks only, or the real ones.
    public enum Mode: Sendable { case real, demo }

    /// Whose word to take for the visitor's address.
    public enum ClientAddress: Sendable {
        /// The other end of the connection.
        case peer
        /// The last entry of `X-Forwarded-For`, written by one's own reverse proxy.
        case forwarded
    }

    /// Who may read the metrics.
    public enum MetricsAccess: Sendable, Hashable {
        case off
        /// Programs on this machine that come without a proxy.
        case local
        /// Whoever has the token.
        case token(Redacted<String>)
    }

    /// "https://kicau.example", without a slash at the end.
    public let baseURL: String
    public let mode: Mode
    public let version: String
    /// An existing folder for uploads that are still coming in.
    public let uploadFolder: String
    /// Which alarms the operator has set up.
    public let alarms: Alarms
    /// Where everything lies; the report of a proof is looked for in it.
    public let dataFolder: String
    public let clientAddress: ClientAddress
    /// Who may come in with one press of a button: the demo's people, nobody elsewhere.
    public let guests: [Guest]
    public let metrics: MetricsAccess

    /// Who is told when posts stop going out.
    public struct Alarms: Sendable {
        /// An address outside is called every minute.
        public let heartbeat: Bool
        /// There is a mail server.
        public let mail: Bool
        public let webhook: Bool

        public init(heartbeat: Bool = false, mail: Bool = false, webhook: Bool = false) {
            self.heartbeat = heartbeat
            self.mail = mail
            self.webhook = webhook
        }
    }

    /// A person of the demo, with the password that the sign-in page fills in.
    public struct Guest: Sendable {
        public let name: String
        public let email: String
        public let password: String
        public let role: Role

        public init(name: String, email: String, password: String, role: Role) {
            self.name = name
            self.email = email
            self.password = password
            self.role = role
        }
    }

    public init(
        baseURL: String, mode: Mode, version: String, uploadFolder: String, dataFolder: String = ".",
        alarms: Alarms = Alarms(), clientAddress: ClientAddress = .peer, guests: [Guest] = [],
        metrics: MetricsAccess = .local
    ) {
        self.baseURL = baseURL
        self.mode = mode
        self.version = version
        self.uploadFolder = uploadFolder
        self.dataFolder = dataFolder
        self.alarms = alarms
        self.clientAddress = clientAddress
        self.guests = guests
        self.metrics = metrics
    }

    /// Cookies get `Secure` when browsers reach us by https.
    var isHTTPS: Bool { baseURL.hasPrefix("https://") }
}
