/// What will keep an account's posts from going out one day, told before it does. Pure.
public struct Forecast: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// It is not renewed by itself.
        case tokenEnds
        case versionEnds(String)
        /// What the person did not allow, or had not been asked for then.
        case scopesMissing([String])
    }

    public let cause: Cause
    /// From when on; nil: now.
    public let from: Instant?
    /// Deliveries that are due after that.
    public let after: Endangered

    public var endangered: Int { after.count }

    /// A token that has so long to go is nobody's worry.
    public static let ahead = Duration.days(60)

    public init(_ cause: Cause, from: Instant?, after: Endangered = .none) {
        self.cause = cause
        self.from = from
        self.after = after
    }

    /// - Parameter dueAfter: the deliveries that are due after an instant.
    public static func all(
        tokenEnds: Instant?, isRenewed: Bool, version: APIVersion?, missingScopes: [String], now: Instant,
        dueAfter: (Instant) throws -> Endangered
    ) rethrows -> [Forecast] {
        var found: [Forecast] = []
        if !missingScopes.isEmpty { found.append(Forecast(.scopesMissing(missingScopes), from: nil)) }
        if let tokenEnds, !isRenewed {
            found.append(Forecast(.tokenEnds, from: tokenEnds, after: try dueAfter(tokenEnds)))
        }
        if let version, let ends = version.ends {
            found.append(Forecast(.versionEnds(version.name), from: ends, after: try dueAfter(ends)))
        }
        return found.filter { forecast in
            forecast.endangered > 0 || forecast.from.map { $0 < now + ahead } ?? true
        }
    }

    public var what: Sentence {
        switch cause {
        case .tokenEnds where endangered > 0:
            "The token ends before \(endangered) of the scheduled posts are due, and it is not renewed by itself."
        case .tokenEnds: "The token ends soon, and it is not renewed by itself."
        case .versionEnds(let name) where endangered > 0:
            "The network stops answering to version \(name) of its API before \(endangered) of the scheduled posts are due."
        case .versionEnds(let name): "The network soon stops answering to version \(name) of its API."
        case .scopesMissing(let names): "This account was connected without \(names.joined(separator: ", "))."
        }
    }

    public var toDo: Sentence {
        switch cause {
        case .tokenEnds: "Reconnect the account before then."
        case .versionEnds: "Update Kicau, or set a newer version among the network options."
        case .scopesMissing: "Reconnect it and allow all that is asked for; until then what needs them is left out."
        }
    }
}
