import KicauCore
import KicauStore
import Tracing

/// What ends in one of a few words of ours, which measures and spans may show.
protocol Worded {
    var word: String { get }
}

/// A span of the delivery path. It says numbers and words of ours alone: no text, no name, no handle, no token.
struct DeliverySpan: Sendable {
    private let span: any Span

    static func around(_ name: String, of claim: Claim, _ work: (DeliverySpan) async -> Void) async {
        await withSpan(name) { span in
            describe(claim, on: span)
            await work(DeliverySpan(span: span))
        }
    }

    /// One step of a delivery, which ends as it does.
    static func step<End: Worded>(
        _ name: String, of claim: Claim, part: Int, _ work: () async -> End
    ) async -> End {
        await withSpan(name) { span in
            describe(claim, on: span)
            let end = await work()
            DeliverySpan(span: span).ends(as: end, part: part)
            return end
        }
    }

    private static func describe(_ claim: Claim, on span: any Span) {
        guard span.isRecording else { return }
        span.updateAttributes {
            $0["kicau.delivery"] = claim.delivery.raw
            $0["kicau.network"] = claim.rendition.platform.raw
        }
    }

    func ends(as end: some Worded, part: Int? = nil) {
        guard span.isRecording else { return }
        span.updateAttributes {
            $0["kicau.outcome"] = end.word
            $0["kicau.part"] = part
        }
    }

    func failed(with error: any Error) {
        span.recordError(error)
        span.setStatus(.init(code: .error))
    }
}

extension Preparation: Worded {
    var word: String {
        switch self {
        case .ready: "ready"
        case .working: "working"
        case .refused, .signedOut, .stageAgain: "refused"
        case .postponed: "postponed"
        }
    }
}
