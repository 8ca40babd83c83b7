import KicauCore
import KicauStore

/// Where spans go: OTLP over HTTP, in JSON.
struct Collector: Sendable {
    let settings: TraceSettings
    let line: any Line

    /// What became of a batch.
    enum Answer: Sendable, Equatable {
        case taken
        /// It would be refused again.
        case refused(String)
        case later(String)
    }

    func take(_ batch: SpanBatch, within limit: Duration) async -> Answer {
        let text: String
        do {
            text = try JSONText.encode(batch)
        } catch {
            return .refused("the spans cannot be written as JSON")
        }
        let call = Call(
            .post, settings.endpoint.reveal(), headers: settings.headers.sorted { $0.key < $1.key }.map { ($0, $1) },
            body: .bytes(Array(text.utf8), type: "application/json"), deadline: min(limit, settings.patience))
        do throws(LineFailure) {
            return Collector.answer(to: try await line.call(call, unit: MeterUnit("traces")).status)
        } catch {
            switch error {
            case .neverLeft(_, let reason): return .later(reason.story.answer ?? reason.story.what.description)
            case .noAnswer(let trace): return .later(trace.what)
            }
        }
    }

    /// Source: opentelemetry.io/docs/specs/otlp, "Retryable Response Codes"; read 2026-11-26.
    private static func answer(to status: Int) -> Answer {
        switch status {
        case 200..<300: .taken
        case 429, 502, 503, 504: .later("it answers with status \(status)")
        default: .refused("it answers with status \(status)")
        }
    }
}
