import Foundation
import KicauCore
import KicauPlatforms
import KicauPublish
import KicauStore
import KicauWeb
import Logging

/// What the operator has set, checked: flag before environment before file before standard.
struct Settings: Sendable {
    let data: String
    /// Where PostgreSQL is; nil means SQLite in the data folder.
    let database: Redacted<String>?
    let host: String
    let port: Int
    let baseURL: String
    let publicMediaURL: String?
    let key: String?
    let log: Logger.Level
    let trustsProxy: Bool
    let allowedOrigins: Set<String>
    let pace: Pace
    /// Where rehearsal networks stand in for the real ones, by network.
    let rehearsals: [PlatformID: String]
    /// Versions and dialects of the networks, by the connectors' own names, and X's API key and its secret.
    let networkOptions: [String: String]
    let logFormat: LogFormat
    let metrics: WebSettings.MetricsAccess
    /// Called every minute while posts go out.
    let heartbeatURL: String?
    let mailServer: MailServer?
    let digestWebhookURL: String?
    /// Whose files may be scanned from the pages; absolute.
    let scanFolders: [String]
    /// So long a scan lies in the data folder after its end; nil: for ever.
    let scanReportStay: Duration?
    /// Where spans go, by OpenTelemetry's own names; nil: nowhere.
    let traces: TraceSettings?

    /// - Throws: `Problem` `.badSetting` or `.badConfigFile`, naming the setting and where it came from.
    init(flags: [Setting: String], environment: [String: String], file: String?) throws(Problem) {
        let kept = try file.map(SettingsFile.read) ?? [:]
        func value(_ setting: Setting) -> String? {
            flags[setting] ?? environment[setting.environmentName] ?? kept[setting] ?? setting.standard
        }
        data = value(.data) ?? ""
        database = try Settings.database(value(.database))
        host = value(.host) ?? ""
        port = try Settings.port(value(.port) ?? "")
        let address = try Settings.address(value(.baseURL), of: .baseURL) ?? "http://\(host):\(port)"
        baseURL = address
        publicMediaURL =
            try Settings.address(value(.publicMediaURL), of: .publicMediaURL)
            ?? (address.hasPrefix("https://") ? address : nil)
        key = value(.key)
        log = try Settings.level(value(.log) ?? "")
        trustsProxy = try Settings.yesOrNo(value(.trustProxy) ?? "", of: .trustProxy)
        allowedOrigins = Set((value(.allowedOrigins) ?? "").split(separator: ",").map(String.init))
        pace = try Settings.pace(value(.pace) ?? "")
        rehearsals = try Settings.rehearsals(value(.rehearsalNetworks) ?? "")
        var options = try Settings.networkOptions(value(.networkOptions) ?? "")
        options["apiKey"] = value(.xAPIKey)
        options["apiKeySecret"] = value(.xAPIKeySecret)
        networkOptions = options
        logFormat = try Settings.logFormat(value(.logFormat) ?? "")
        metrics = try Settings.metrics(value(.metrics) ?? "")
        heartbeatURL = try Settings.call(value(.heartbeatURL), of: .heartbeatURL)
        mailServer = try Settings.mailServer(value(.smtpURL))
        digestWebhookURL = try Settings.call(value(.digestWebhookURL), of: .digestWebhookURL)
        scanFolders = try Settings.scanFolders(value(.scanFolders) ?? "")
        scanReportStay = try Settings.scanReportStay(value(.scanReportDays) ?? "")
        traces = try TraceSettings(environment: environment)
    }

    static func bad(_ setting: Setting, _ value: String, _ hint: Sentence) -> Problem {
        Problem(
            .badSetting, "The setting \(setting.rawValue) is \"\(String(value.prefix(80)))\", which Kicau cannot use.",
            do: hint, field: setting.rawValue)
    }

    private static func database(_ address: String?) throws(Problem) -> Redacted<String>? {
        guard let address, !address.isEmpty else { return nil }
        let secret = Redacted(address)
        try Store.checkPostgres(secret)
        return secret
    }

    private static func port(_ text: String) throws(Problem) -> Int {
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw bad(.port, text, "Set it to a number from 1 to 65535, such as 8080.")
        }
        return port
    }

    private static func address(_ text: String?, of setting: Setting) throws(Problem) -> String? {
        guard var text, !text.isEmpty else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        guard let components = URLComponents(string: text), components.scheme == "https" || components.scheme == "http",
            components.host?.isEmpty == false, components.path.isEmpty, components.query == nil
        else {
            throw bad(setting, text, "Set it to an address such as https://kicau.example.org, without a path.")
        }
        return text
    }

    /// "x=http://127.0.0.1:9001,mastodon=http://127.0.0.1:9006".
    private static func rehearsals(_ text: String) throws(Problem) -> [PlatformID: String] {
        var origins: [PlatformID: String] = [:]
        for pair in text.split(separator: ",") {
            let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let platform = Registry.all.first(where: { $0.id.raw == halves[0] }) else {
                throw bad(
                    .rehearsalNetworks, text,
                    "Write pairs such as x=http://127.0.0.1:9001, with commas between; the networks are \(names).")
            }
            origins[platform.id] = try address(halves[1], of: .rehearsalNetworks)
        }
        return origins
    }

    /// The options the connectors know: API versions, X's field names, which LinkedIn and Instagram sign-in is meant, what
    /// the Threads app and LinkedIn's app for members may ask.
    private static let optionNames = [
        "graphVersion", "linkedinVersion", "vocabulary", "audience", "login", "threadsProfiles",
        "threadsPlaces", "memberAnalytics",
    ]

    /// Said twice it could contradict: the plan that a workspace pays for decides prices and quotes alike.
    private static let formerPlan = "xPlan"

    /// "linkedinVersion=202612,graphVersion=v24.0".
    private static func networkOptions(_ text: String) throws(Problem) -> [String: String] {
        var options: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let halves = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard halves.first != formerPlan else {
                throw bad(
                    .networkOptions, text,
                    "Leave \(formerPlan) out: each workspace says what it pays for, on the page Prices or with `kicau prices plan x \"Enterprise Small\"`."
                )
            }
            guard halves.count == 2, optionNames.contains(halves[0]), !halves[1].isEmpty else {
                throw bad(
                    .networkOptions, text,
                    "Write pairs such as linkedinVersion=202612, with commas between; the names are \(optionNames.joined(separator: ", "))."
                )
            }
            options[halves[0]] = halves[1]
        }
        return options
    }

    private static var names: String { Registry.all.map(\.id.raw).joined(separator: ", ") }

    private static func level(_ text: String) throws(Problem) -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw bad(.log, text, "Set it to one of trace, debug, info, notice, warning, error, critical.")
        }
        return level
    }

    private static func logFormat(_ text: String) throws(Problem) -> LogFormat {
        guard let format = LogFormat(rawValue: text) else {
            throw bad(.logFormat, text, "Set it to text or json.")
        }
        return format
    }

    /// Short tokens could be guessed in a night.
    private static let shortestToken = 16

    private static func metrics(_ text: String) throws(Problem) -> WebSettings.MetricsAccess {
        switch text {
        case "off": return .off
        case "local": return .local
        default:
            let token = text.dropFirst("token:".count)
            guard text.hasPrefix("token:"), token.utf8.count >= shortestToken else {
                // The value may be a token with a slip in it, so it is not shown.
                throw Problem(
                    .badSetting, "The setting metrics is neither off, nor local, nor a token of 16 characters or more.",
                    do: "Set it to off, local, or token: with a secret behind it, as `openssl rand -hex 16` gives.",
                    field: Setting.metrics.rawValue)
            }
            return .token(Redacted(String(token)))
        }
    }

    private static func yesOrNo(_ text: String, of setting: Setting) throws(Problem) -> Bool {
        switch text.lowercased() {
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw bad(setting, text, "Set it to yes or no.")
        }
    }

    private static func pace(_ text: String) throws(Problem) -> Pace {
        switch text {
        case "real": return .real
        case "rehearsal": return .rehearsal
        default: throw bad(.pace, text, "Set it to real, or to rehearsal when all networks are rehearsal networks.")
        }
    }
}
