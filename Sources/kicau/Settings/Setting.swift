/// One thing an operator can set: by flag, by environment, or in the settings file. docs/settings.md has them all.
enum Setting: String, CaseIterable, Sendable {
    case data, database, host, port, baseURL = "base_url", publicMediaURL = "public_media_url", key, log
    case logFormat = "log_format"
    case trustProxy = "trust_proxy", allowedOrigins = "allowed_origins", pace
    case rehearsalNetworks = "rehearsal_networks", networkOptions = "network_options", metrics
    case heartbeatURL = "heartbeat_url", smtpURL = "smtp_url", digestWebhookURL = "digest_webhook_url"
    case xAPIKey = "x_api_key", xAPIKeySecret = "x_api_key_secret"
    case scanFolders = "scan_folders", scanReportDays = "scan_report_days"

    /// "KICAU_BASE_URL". The database goes by the name that hosts and tools give it everywhere.
    var environmentName: String { self == .database ? "DATABASE_URL" : "KICAU_" + rawValue.uppercased() }

    /// What it is when nobody sets it; nil means unset.
    var standard: String? {
        switch self {
        case .data: "./kicau-data"
        case .host: "127.0.0.1"
        case .port: "8080"
        case .database, .baseURL, .publicMediaURL, .key, .heartbeatURL, .smtpURL, .digestWebhookURL: nil
        case .xAPIKey, .xAPIKeySecret: nil
        case .log: "info"
        case .logFormat: "text"
        case .trustProxy: "no"
        case .allowedOrigins, .rehearsalNetworks, .networkOptions, .scanFolders: ""
        case .pace: "real"
        case .metrics: "local"
        case .scanReportDays: "90"
        }
    }

    /// A secret may not stand in a file that is read by more than its owner, nor be printed. An address that is one's own
    /// alarm holds its key, and a mail server's its password.
    var isSecret: Bool {
        switch self {
        case .key, .database, .metrics, .heartbeatURL, .smtpURL, .digestWebhookURL, .xAPIKeySecret: true
        case .data, .host, .port, .baseURL, .publicMediaURL, .log, .logFormat, .trustProxy, .allowedOrigins, .pace,
            .rehearsalNetworks, .networkOptions, .xAPIKey, .scanFolders, .scanReportDays:
            false
        }
    }
}
