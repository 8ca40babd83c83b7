/// One thing an operator can set: by flag, by environment, or in the settings file. docs/settings.md has them all.
enum Setting: String, CaseIterable, Sendable {
    case data, host, port, baseURL = "base_url", publicMediaURL = "public_media_url", key, log
    case trustProxy = "trust_proxy", allowedOrigins = "allowed_origins", pace
    case rehearsalNetworks = "rehearsal_networks", networkOptions = "network_options"
    case heartbeatURL = "heartbeat_url", smtpURL = "smtp_url", digestWebhookURL = "digest_webhook_url"

    /// "KICAU_BASE_URL".
    var environmentName: String { "KICAU_" + rawValue.uppercased() }

    /// What it is when nobody sets it; nil means unset.
    var standard: String? {
        switch self {
        case .data: "./kicau-data"
        case .host: "127.0.0.1"
        case .port: "8080"
        case .baseURL, .publicMediaURL, .key, .heartbeatURL, .smtpURL, .digestWebhookURL: nil
        case .log: "info"
        case .trustProxy: "no"
        case .allowedOrigins, .rehearsalNetworks, .networkOptions: ""
        case .pace: "real"
        }
    }

    /// A secret may not stand in a file that is read by more than its owner, nor be printed. An address that is one's own
    /// alarm holds its key, and a mail server's its password.
    var isSecret: Bool {
        switch self {
        case .key, .heartbeatURL, .smtpURL, .digestWebhookURL: true
        case .data, .host, .port, .baseURL, .publicMediaURL, .log, .trustProxy, .allowedOrigins, .pace,
            .rehearsalNetworks, .networkOptions:
            false
        }
    }
}
