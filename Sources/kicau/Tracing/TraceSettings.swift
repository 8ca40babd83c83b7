import Foundation
import KicauCore

/// Where traces go, and which: OpenTelemetry's own names of the environment, as for every program that has them.
/// Source: opentelemetry.io/docs/specs/otel, "OpenTelemetry Protocol Exporter" and "Environment Variables"; read 2026-11-26.
struct TraceSettings: Sendable, Equatable {
    /// Some collectors have a key in their address, all of them in their headers.
    let endpoint: Redacted<String>
    let headers: [String: Redacted<String>]
    /// Which program it is, as the collector shows it.
    let resource: [String: String]
    let sampling: Sampling
    let patience: Duration

    /// Nil: no traces. - Throws: `Problem` `.badSetting`.
    init?(environment: [String: String]) throws(Problem) {
        let names = Names(environment: environment)
        guard try names.isWanted, let endpoint = try TraceSettings.endpoint(names) else { return nil }
        self.endpoint = Redacted(endpoint)
        try TraceSettings.checkProtocol(names)
        headers = try TraceSettings.headers(names)
        var resource = try names.pairs("OTEL_RESOURCE_ATTRIBUTES")
        resource["service.name"] = names.value("OTEL_SERVICE_NAME") ?? resource["service.name"] ?? "kicau"
        self.resource = resource
        sampling = try TraceSettings.sampling(names)
        patience = try TraceSettings.patience(names)
    }

    /// For all signals the standard's path is added, for traces alone the address is taken as it stands.
    private static func endpoint(_ names: Names) throws(Problem) -> String? {
        let (own, shared) = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
        if let text = names.value(own) {
            guard isAddress(text) else { throw noAddress(own) }
            return text
        }
        guard var text = names.value(shared) else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        guard isAddress(text), !text.contains("?") else { throw noAddress(shared) }
        return text + "/v1/traces"
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text) else { return false }
        return (parts.scheme == "http" || parts.scheme == "https") && parts.host?.isEmpty == false
            && parts.user == nil && parts.fragment == nil
    }

    /// The address may hold a key, so it is not shown.
    private static func noAddress(_ name: String) -> Problem {
        Problem(
            .badSetting, "\(name) is no address that Kicau can send traces to.",
            do: "Set it to a collector's HTTP address, such as http://127.0.0.1:4318, or remove it.", field: name)
    }

    private static func checkProtocol(_ names: Names) throws(Problem) {
        guard let (name, value) = names.exporter("PROTOCOL"), value != "http/json" else { return }
        throw Problem(
            .badSetting, "\(name) asks for a way of sending traces that Kicau does not know.",
            do: "Set it to http/json, or remove it: collectors take JSON on their HTTP port, 4318 as a rule.",
            field: name)
    }

    private static func headers(_ names: Names) throws(Problem) -> [String: Redacted<String>] {
        guard let (name, _) = names.exporter("HEADERS") else { return [:] }
        let headers = try names.pairs(name)
        for (key, value) in headers where !isHeader(key, value) { throw names.bad(name) }
        return headers.mapValues { Redacted($0) }
    }

    private static func isHeader(_ name: String, _ value: String) -> Bool {
        name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "-_.".utf8.contains($0)
        }
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private static func sampling(_ names: Names) throws(Problem) -> Sampling {
        let name = "OTEL_TRACES_SAMPLER"
        guard let text = names.value(name) else { return .all }
        guard let sampling = Sampling(name: text, argument: names.value("OTEL_TRACES_SAMPLER_ARG")) else {
            throw Problem(
                .badSetting, "\(name) and its argument name no way of choosing traces that Kicau knows.",
                do:
                    "Set it to always_on, always_off or traceidratio, with or without parentbased_ before it, and OTEL_TRACES_SAMPLER_ARG to a share from 0 to 1.",
                field: name)
        }
        return sampling
    }

    /// In milliseconds.
    private static func patience(_ names: Names) throws(Problem) -> Duration {
        guard let (name, text) = names.exporter("TIMEOUT") else { return .seconds(10) }
        guard let limit = Int(text), (1...600_000).contains(limit) else {
            throw Problem(
                .badSetting, "\(name) is no time that Kicau can use.",
                do: "Set it to milliseconds, such as 10000, or remove it.", field: name)
        }
        return .milliseconds(limit)
    }
}

extension TraceSettings {
    /// What the environment says. Empty is unset, as the standard has it.
    private struct Names {
        let environment: [String: String]

        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

        /// What is set for traces alone goes before what is set for all signals.
        func exporter(_ name: String) -> (String, String)? {
            for name in ["OTEL_EXPORTER_OTLP_TRACES_" + name, "OTEL_EXPORTER_OTLP_" + name] {
                if let value = value(name) { return (name, value) }
            }
            return nil
        }

        var isWanted: Bool {
            get throws(Problem) {
                let name = "OTEL_TRACES_EXPORTER"
                guard value("OTEL_SDK_DISABLED")?.lowercased() != "true" else { return false }
                switch value(name) {
                case nil, "otlp": return true
                case "none": return false
                default:
                    throw Problem(
                        .badSetting, "\(name) asks for a way of sending traces that Kicau does not know.",
                        do: "Set it to otlp or none, or remove it.", field: name)
                }
            }
        }

        /// "key=value,other=value", with values percent-encoded as the W3C's baggage has them.
        func pairs(_ name: String) throws(Problem) -> [String: String] {
            var pairs: [String: String] = [:]
            for pair in (value(name) ?? "").split(separator: ",") {
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    .map { $0.trimmingCharacters(in: .whitespaces) }
                guard halves.count == 2, !halves[0].isEmpty, let value = halves[1].removingPercentEncoding else {
                    throw bad(name)
                }
                pairs[halves[0]] = value
            }
            return pairs
        }

        /// It may hold a key, so it is not shown.
        func bad(_ name: String) -> Problem {
            Problem(
                .badSetting, "\(name) is no list that Kicau can read.",
                do: "Write pairs such as key=value with commas between; % and two digits stand for what is no letter.",
                field: name)
        }
    }
}
