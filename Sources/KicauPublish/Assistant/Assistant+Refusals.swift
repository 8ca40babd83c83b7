import Foundation
import KicauCore

/// Why there are no suggestions, as a person is told it.
extension Assistant {
    static let off = Problem(
        .notPossibleNow, "No language model is set up in this workspace.",
        do: "Set one up on the page AI, under Budget.")

    static func unpriced(_ model: String) -> Problem {
        Problem(
            .unknownPrice, "Nobody told Kicau what \(model) costs, so it was not called.",
            do: "Enter its prices on the page AI, under Budget; \"free\" is a price too.", field: "prices")
    }

    static func unreadable(_ host: String, booked: Money) -> Problem {
        Problem(
            .networkAnswer, "What \(host) answered is no chat completion; \(booked) was booked for it.",
            do: "Check the address on the page AI: it ends with the version, such as /v1.")
    }

    /// It came without a yes, so nothing was booked.
    static func refusal(_ reply: Reply, by host: String) -> Problem {
        let words = JSONValue(reading: Data(reply.body))?["error"]?["message"]?.string ?? ""
        let cause = String(words.prefix(500))
        switch reply.status {
        case 401, 403:
            return Problem(
                .networkAnswer, "\(host) does not take the key.", do: "Enter a valid key on the page AI.", cause: cause)
        case 402:
            return Problem(
                .networkAnswer, "\(host) wants to be paid first.", do: "Top up your credit there.", cause: cause)
        case 404:
            return Problem(
                .networkAnswer, "\(host) knows no such model or address.", do: "Check both on the page AI.",
                cause: cause)
        case 429: return busy(reply, host, cause)
        case 500...599:
            return Problem(
                .networkAnswer, "\(host) has a fault of its own (status \(reply.status)).",
                do: "Try again in a few minutes.", cause: cause)
        default:
            return Problem(
                .networkAnswer, "\(host) refused the call (status \(reply.status)).",
                do: "Check the model and its settings on the page AI.", cause: cause)
        }
    }

    private static func busy(_ reply: Reply, _ host: String, _ cause: String) -> Problem {
        guard let seconds = reply.header("retry-after").flatMap({ Int($0) }), (0...86_400).contains(seconds) else {
            return Problem(
                .networkAnswer, "\(host) asks us to slow down.", do: "Try again in a few minutes.", cause: cause)
        }
        return Problem(
            .networkAnswer, "\(host) asks us to slow down.", do: "Try again in \(seconds) seconds.", cause: cause)
    }

    static func refusal(_ failure: LineFailure, by host: String) -> Problem {
        switch failure {
        case .neverLeft(_, .overBudget(let what)):
            Problem(.overBudget, what, do: "Raise the budget for AI, or write it yourself.")
        case .neverLeft(_, .overShare(let what)):
            Problem(.overBudget, what, do: "Raise that share on Budget, Giving way, or write it yourself.")
        case .neverLeft(_, .noPrice(let what)):
            Problem(.unknownPrice, what, do: "Enter its prices on the page AI, under Budget.")
        case .neverLeft(_, let reason):
            Problem(
                .networkUnreachable, "\(host) could not be reached; nothing was sent and nothing booked.",
                do:
                    "Check the address. One without https or in a private network has to be among the operator's allowed_origins.",
                cause: reason.story.answer)
        case .noAnswer(let trace):
            Problem(
                .networkAnswer, "\(host) did not answer in time. It may be billed, so the money stays set aside.",
                do: "See the page AI: say there what the bill shows.", cause: trace.what)
        }
    }
}
