import KicauCore
import Testing

@testable import kicau

@Suite("Where traces go")
struct TraceSettingsTests {
    private static let endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"

    private func settings(_ more: [String: String] = [:]) throws -> TraceSettings? {
        try TraceSettings(environment: [Self.endpoint: "http://127.0.0.1:4318"].merging(more) { _, new in new })
    }

    @Test(arguments: [
        [:], [endpoint: ""], ["OTEL_SERVICE_NAME": "kicau"], [endpoint: "http://c:4318", "OTEL_SDK_DISABLED": "True"],
        [endpoint: "http://c:4318", "OTEL_TRACES_EXPORTER": "none"],
    ])
    func `is nowhere unless somebody says so`(environment: [String: String]) throws {
        #expect(try TraceSettings(environment: environment) == nil)
        #expect(try Settings(flags: [:], environment: environment, file: nil).traces == nil)
    }

    @Test func `is the standard's path behind the shared address, and the traces' own address as it stands`() throws {
        #expect(try settings()?.endpoint.reveal() == "http://127.0.0.1:4318/v1/traces")
        #expect(
            try settings([Self.endpoint: "https://c.example/otlp/"])?.endpoint.reveal()
                == "https://c.example/otlp/v1/traces")
        #expect(
            try settings(["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://c.example/in?key=7"])?.endpoint.reveal()
                == "https://c.example/in?key=7")
    }

    @Test func `comes with headers, a name and a time, and shows no header`() throws {
        let settings = try #require(
            try settings([
                "OTEL_EXPORTER_OTLP_HEADERS": "api-key=s%3Decret, x-team = kedai ",
                "OTEL_EXPORTER_OTLP_TIMEOUT": "2500",
                "OTEL_RESOURCE_ATTRIBUTES": "service.name=other,deployment.environment.name=caf%C3%A9",
                "OTEL_SERVICE_NAME": "posts",
            ]))

        #expect(settings.headers.mapValues { $0.reveal() } == ["api-key": "s=ecret", "x-team": "kedai"])
        #expect(settings.resource == ["service.name": "posts", "deployment.environment.name": "café"])
        #expect(settings.patience == .milliseconds(2500))
        #expect(!"\(settings)".contains("ecret") && !"\(settings)".contains("4318"))
    }

    @Test func `has a plain name and keeps every trace by itself`() throws {
        let settings = try #require(try settings())

        #expect(settings.resource == ["service.name": "kicau"])
        #expect(settings.sampling == .all && settings.headers.isEmpty && settings.patience == .seconds(10))
    }

    @Test(arguments: [
        (endpoint, "collector:4318"), (endpoint, "127.0.0.1:4318"), (endpoint, "grpc://c:4317"), (endpoint, "http://"),
        (endpoint, "http://ayu:hunter2@c:4318"), (endpoint, "http://c:4318?key=hunter2"), (endpoint, "http://c:43x18"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "hunter2"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"), ("OTEL_TRACES_EXPORTER", "zipkin"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "hunter2"), ("OTEL_EXPORTER_OTLP_HEADERS", "a=hunter2%0D%0Ab: c"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "a b=hunter2"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"),
        ("OTEL_TRACES_SAMPLER", "some"), ("OTEL_RESOURCE_ATTRIBUTES", "=hunter2"),
    ])
    func `is refused by name when it cannot be, and what may be a key is not shown`(name: String, value: String) {
        let problem = #expect(throws: Problem.self) { try settings([name: value]) }

        #expect(problem?.code == .badSetting && problem?.field == name)
        #expect(problem?.what.description.contains(name) == true)
        #expect(problem?.description.contains("hunter2") == false)
    }
}

@Suite("Which traces are kept")
struct SamplingTests {
    private func keeps(_ name: String, _ argument: String? = nil, last: String = "80", parent: Bool? = nil) -> Bool? {
        let trace = String(repeating: "a", count: 18) + last + String(repeating: "0", count: 12)
        return Sampling(name: name, argument: argument)?.keeps(
            trace, parent: parent.map { TraceContext(traceID: trace, spanID: "1", isSampled: $0) })
    }

    @Test func `is all, none or a share by the trace's number`() {
        #expect(keeps("always_on") == true && keeps("always_off") == false)
        #expect(keeps("traceidratio", "0.4") == false && keeps("traceidratio", "0.6") == true)
        #expect(keeps("traceidratio", "1", last: "ff") == true && keeps("traceidratio", "0", last: "00") == false)
        #expect(keeps("traceidratio", last: "ff") == true)
    }

    @Test func `follows who called where that is asked for`() {
        #expect(keeps("parentbased_always_on", parent: false) == false && keeps("always_on", parent: false) == true)
        #expect(keeps("parentbased_always_off", parent: true) == true && keeps("always_off", parent: true) == false)
        #expect(keeps("parentbased_traceidratio", "0.4") == false)
    }

    @Test func `has no other names`() {
        #expect(keeps("jaeger_remote") == nil && keeps("traceidratio", "2") == nil && keeps("traceidratio", "x") == nil)
    }
}
