import KicauCore

/// This server's refusals, in its own words.
enum MastodonError {
    static func refused(_ status: Int, _ sentence: String) -> Refused {
        Refused(.json(["error": .string(sentence)], status: status))
    }

    static func validation(_ sentence: String) -> Refused { refused(422, "Validation failed: \(sentence)") }

    static func oauth(_ status: Int, _ name: String, _ sentence: String) -> Refused {
        Refused(.json(["error": .string(name), "error_description": .string(sentence)], status: status))
    }

    static let badToken = refused(401, "The access token is invalid")
    static let revokedToken = refused(401, "The access token was revoked")
    static let expiredToken = refused(401, "The access token expired")
    static let needsPerson = refused(422, "This method requires an authenticated user")
    static let outsideScopes = refused(403, "This action is outside the authorized scopes")
    static let notFound = refused(404, "Record not found")
    static let noParent = refused(404, "The post you are trying to reply to does not appear to exist.")
    static let noQuoted = refused(404, "The post you are trying to quote does not appear to exist.")
    static let duplicateKey = refused(400, "Duplicate idempotency key.")

    static let badClient = oauth(
        401, "invalid_client",
        "Client authentication failed due to unknown client, no client authentication included, or unsupported "
            + "authentication method."
    )
    static let badGrant = oauth(
        400, "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in "
            + "the authorization request, or was issued to another client."
    )
    static let badGrantType = oauth(
        400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.")
    static let badScope = oauth(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.")
    static let notYourToken = oauth(403, "unauthorized_client", "You are not authorized to revoke this token")
}
