/// One thing an operator can set: by flag, by environment, or in the settings file. docs/settings.md has them all.
enum Setting: String, CaseIterable, Sendable {
    case data, database, host, port, baseURL = "base_url", publicMediaURL = "public_media_url", key, log
    case logFormat = "log_format"
    case trustProxy = "trust_proxy", allowedOrigins = "allowed_origins", pace
    case rehearsalNetworks = "rehearsal_networks", networkOptions = "network_options", metrics

    /// "KICAU_BASE_URL". The database goes by the name that hosts and tools give it everywhere.
    var environmentName: String { self == .database ? "DATABASE_URL" : "KICAU_" + rawValue.uppercased() }

    /// What it is when nobody sets it; nil means unset.
    var standard: String? {
        switch self {
        case .data: "./kicau-data"
        case .host: "127.0.0.1"
        case .port: "8080"
        case .database, .baseURL, .publicMediaURL, .key: nil
        case .log: "info"
        case .logFormat: "text"
        case .trustProxy: "no"
        case .allowedOrigins, .rehearsalNetworks, .networkOptions: ""
        case .pace: "real"
        case .metrics: "local"
        }
    }

    /// A secret may not stand in a file that is read by more than its owner, nor be printed.
    var isSecret: Bool { self == .key || self == .database || self == .metrics }
}
