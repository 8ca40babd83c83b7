import Foundation
import KicauCore
import KicauPlatforms

/// Addresses that are called or written to when posts go out, or stop to. They hold secrets, so none is quoted.
extension Settings {
    static func call(_ text: String?, of setting: Setting) throws(Problem) -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard let parts = URLComponents(string: text), parts.scheme == "https" || parts.scheme == "http",
            parts.host?.isEmpty == false
        else {
            throw bad(setting, "Set it to an address such as https://hc-ping.com/0f9e….")
        }
        return text
    }

    static func mailServer(_ text: String?) throws(Problem) -> MailServer? {
        guard let text, !text.isEmpty else { return nil }
        guard let server = MailServer(text) else {
            throw bad(
                .smtpURL,
                "Set it to an address such as smtps://user:password@mail.example.org:465?from=kicau@example.org, with @ in the user written %40."
            )
        }
        return server
    }

    private static func bad(_ setting: Setting, _ hint: Sentence) -> Problem {
        Problem(
            .badSetting, "The setting \(setting.rawValue) is no address that Kicau can use.", do: hint,
            field: setting.rawValue)
    }

    /// "https://hc-ping.com", "http://10.0.0.5:3001": what the line is allowed to reach for it.
    static func origin(of url: String) -> String {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme, let host = parts.host else {
            return ""
        }
        return "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
    }
}
