import Foundation
import KicauCore
import Tracing

/// A call to a network: method and host. An address has ids, handles and now and then a token in it, so it stays out.
struct NetworkSpan {
    private let span: any Span

    init(_ call: Call, unit: MeterUnit, to platform: PlatformID) {
        span = startSpan(call.method.rawValue, ofKind: .client)
        guard span.isRecording else { return }
        span.updateAttributes {
            $0["http.request.method"] = call.method.rawValue
            $0["kicau.network"] = platform.raw
            $0["kicau.unit"] = unit.name
            if !call.hostIsHandle { $0["server.address"] = URLComponents(string: call.url)?.host }
        }
    }

    func ended(with status: Int) {
        span.attributes["http.response.status_code"] = status
        if status >= 400 { span.setStatus(.init(code: .error)) }
        span.end()
    }

    /// `word`: as it is counted.
    func ended(without word: String) {
        span.attributes["error.type"] = word
        span.setStatus(.init(code: .error))
        span.end()
    }
}
