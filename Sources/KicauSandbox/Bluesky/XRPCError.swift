import KicauCore

/// A refusal as this network words it: a name for the program, a sentence for the person.
enum XRPCError {
    static func reply(_ status: Int, _ name: String, _ message: String) -> Reply {
        .json(["error": .string(name), "message": .string(message)], status: status)
    }

    static func invalid(_ message: String) -> Refused { Refused(reply(400, "InvalidRequest", message)) }

    static func missing(_ parameter: String) -> Refused {
        invalid("Error: Params must have the property \"\(parameter)\"")
    }

    static func missingInput(_ member: String) -> Refused { invalid("Input must have the property \"\(member)\"") }

    static let authMissing = Refused(reply(401, "AuthMissing", "Authentication Required"))
    static let wrongAccount = Refused(reply(401, "AuthenticationRequired", "Authentication Required"))
    static let badLogin = Refused(reply(401, "AuthenticationRequired", "Invalid identifier or password"))
    static let expired = Refused(reply(400, "ExpiredToken", "Token has expired"))
    static let revoked = Refused(reply(400, "ExpiredToken", "Token has been revoked"))
    static let badToken = Refused(reply(400, "InvalidToken", "Token could not be verified"))
    static let badScope = Refused(reply(400, "InvalidToken", "Bad token scope"))
    static let tooLarge = Refused(reply(413, "PayloadTooLarge", "request entity too large"))
    static let internalError = Refused(reply(500, "InternalServerError", "Internal Server Error"))

    static func swap(_ current: String?) -> Refused {
        Refused(reply(400, "InvalidSwap", "Record was at \(current ?? "null")"))
    }

    static func swapCommit(_ current: String?) -> Refused {
        Refused(reply(400, "InvalidSwap", "Commit was at \(current ?? "null")"))
    }
}
