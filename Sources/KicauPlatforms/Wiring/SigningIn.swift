import KicauCore

extension Line {
    /// One call of a sign-in: whatever keeps the answer away is a problem for the person.
    func answer(_ request: Call, unit: MeterUnit, from network: String) async throws(Problem) -> Reply {
        do throws(LineFailure) {
            return try await call(request, unit: unit)
        } catch { throw error.problem(asking: network) }
    }
}

extension AppKeys {
    static func missing(_ network: String) -> Problem {
        Problem(
            .appKeysMissing, "Kicau has no developer app at \(network) yet.",
            do: "Ask whoever runs Kicau to register one and enter its keys in the settings.")
    }
}

extension Problem {
    /// A yes without what it should bring.
    static func odd(_ network: String, _ reply: Reply) -> Problem {
        Problem(
            .networkAnswer, "\(network) gave an answer we do not understand.", do: "Try again in some minutes.",
            cause: "\(reply.status) \(reply.words)")
    }
}

extension Refusal {
    /// For a refresh where there is nothing to refresh with.
    static func lapsed(_ network: String) -> Refusal {
        Refusal(.token, "The sign-in at \(network) has run out.", do: "Connect the account again.")
    }
}
