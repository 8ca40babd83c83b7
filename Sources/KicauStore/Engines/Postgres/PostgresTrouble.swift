import CLibpq
import KicauCore

/// What went wrong on a connection, sorted by what can be done about it.
enum PostgresTrouble: Error {
    /// Another transaction came between; nothing was changed, and the same may be tried at once.
    case conflict
    /// The connection is gone. Nothing was committed, unless a commit was under way.
    case connectionLost(String)
    /// The server forgot a prepared statement: a pooler between us gave us another of its connections.
    case statementForgotten
    case rule(RuleOfSchemaBroken)
    case problem(Problem)
    case other(code: String, message: String)

    /// By SQLSTATE (PostgreSQL's manual, appendix A), and the constraint that was broken.
    init(code: String, message: String, constraint: String?) {
        switch code {
        case "23505" where constraint == PostgresTrouble.raced: self = .conflict
        case "40001", "40P01", "55P03": self = .conflict
        case "26000", "42P05", "08P01": self = .statementForgotten
        case "57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006", "25006", "53300":
            // 25006: this server is a standby now, so the next connection must find the new primary.
            self = .connectionLost(message)
        case "53100":
            self = .problem(
                Problem(
                    .diskFull, "The disk of the PostgreSQL server is full, so nothing was changed.",
                    do: "Free some space there, then try again; posts already scheduled are safe.", cause: message))
        case "42501":
            self = .problem(
                Problem(
                    .databaseRefused, "The database user lacks a right: \(message)",
                    do: "Grant it, or use a user that owns Kicau's tables.", cause: code))
        default:
            self =
                code.hasPrefix("23")
                ? .rule(RuleOfSchemaBroken(message: message)) : .other(code: code, message: message)
        }
    }

    /// One delivery of an account at a time: only two nodes that take on at the same moment can break it, and who came
    /// second finds the account busy when he looks again.
    private static let raced = "delivery_busy"

    /// It says nothing about what was asked: the same, asked again, may succeed.
    var isPassing: Bool {
        switch self {
        case .conflict, .connectionLost, .statementForgotten: true
        case .rule, .problem, .other: false
        }
    }

    /// Why a connection was not made, in libpq's words: there are no codes for it.
    static func refusal(of raw: OpaquePointer) -> PostgresTrouble {
        let message = String(cString: PQerrorMessage(raw))
        let asked = PQconnectionNeedsPassword(raw) == 1 || PQconnectionUsedPassword(raw) == 1
        guard asked, !message.contains("could not translate"), PQsocket(raw) >= 0 || message.contains("FATAL") else {
            return .connectionLost(message)
        }
        return .problem(
            Problem(
                .databaseRefused, "The PostgreSQL server does not let us in.",
                do: "Check the user, password and database name in DATABASE_URL, and the server's pg_hba.conf.",
                cause: message))
    }

    /// The server is there, but all its places are taken: while a connection is made libpq tells no SQLSTATE, only words.
    private static func isFull(_ message: String) -> Bool {
        message.contains("too many clients already") || message.contains("remaining connection slots")
            || message.contains("too many connections for")
    }

    /// As the callers of the store see it.
    var reported: any Error {
        switch self {
        case .rule(let broken): broken
        case .problem(let problem): problem
        case .conflict:
            Problem(
                .changedMeanwhile, "Others kept changing the same rows, so this was not done.", do: "Try again.")
        case .connectionLost(let message): PostgresTrouble.unreachable(message)
        case .statementForgotten:
            Problem(.broken, "The database forgot a statement.", do: "Try again.")
        case .other(let code, let message):
            Problem(
                .broken, "The database could not do what it was asked.", do: "Try again; if it stays, report it.",
                cause: "\(code) \(message)")
        }
    }

    static func unreachable(_ message: String) -> Problem {
        guard !isFull(message) else {
            return Problem(
                .databaseUnreachable, "The PostgreSQL server has no connection left for Kicau.",
                do: "Raise its max_connections, or run fewer nodes against it; what is scheduled waits meanwhile.",
                cause: message)
        }
        return Problem(
            .databaseUnreachable, "The PostgreSQL server does not answer.",
            do: "Check that it runs and that DATABASE_URL names it; what is scheduled waits meanwhile.", cause: message)
    }
}
