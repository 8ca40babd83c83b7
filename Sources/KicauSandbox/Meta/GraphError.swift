import KicauCore

/// A refusal in the Graph form: `code` first, then `error_subcode`, then `is_transient` tell a caller what to do.
struct GraphError: Error, Hashable, Sendable {
    let status: Int
    let code: Int
    let subcode: Int?
    let type: String
    let message: String
    var userTitle: String?
    var userMessage: String?
    var isTransient = false
    var blamed: [String] = []
    /// What else stands in `error_data`.
    var data: [String: JSONValue] = [:]

    init(_ status: Int, _ code: Int, type: String = "OAuthException", _ message: String) {
        self.init(status, code, nil, type: type, message)
    }

    init(_ status: Int, _ code: Int, _ subcode: Int?, type: String = "OAuthException", _ message: String) {
        self.status = status
        self.code = code
        self.subcode = subcode
        self.type = type
        self.message = message
    }

    func body(trace: String) -> JSONValue {
        var error: [String: JSONValue] = [
            "message": .string(message), "type": .string(type), "code": .integer(Int64(code)),
            "fbtrace_id": .string(trace),
        ]
        if let subcode { error["error_subcode"] = .integer(Int64(subcode)) }
        if isTransient { error["is_transient"] = true }
        if subcode != nil, !isTransient { error["is_transient"] = false }
        if let userTitle { error["error_user_title"] = .string(userTitle) }
        if let userMessage { error["error_user_msg"] = .string(userMessage) }
        var more = data
        if !blamed.isEmpty { more["blame_field_specs"] = .array([.array(blamed.map(JSONValue.string))]) }
        if !more.isEmpty { error["error_data"] = .object(more) }
        return .object(["error": .object(error)])
    }

    func told(_ title: String, _ message: String) -> GraphError {
        var copy = self
        copy.userTitle = title
        copy.userMessage = message
        return copy
    }

    func transient() -> GraphError {
        var copy = self
        copy.isTransient = true
        return copy
    }

    func with(_ data: [String: JSONValue]) -> GraphError {
        var copy = self
        copy.data = data
        return copy
    }

    func blaming(_ fields: String...) -> GraphError {
        var copy = self
        copy.blamed = fields
        return copy
    }
}

extension GraphError {
    static let tokenMissing = GraphError(
        401, 2500, "An active access token must be used to query information about the current user."
    )
    static let tokenUnreadable = GraphError(401, 190, 467, "Invalid OAuth access token - Cannot parse access token")
    static let appRemoved = GraphError(
        401, 190, 458, "Error validating access token: The user has not authorized application rehearsal-app."
    )
    static let tokenExpired = GraphError(401, 190, 463, "Error validating access token: Session has expired.")
    static let proofInvalid = GraphError(
        400, 100, type: "GraphMethodException", "Invalid appsecret_proof provided in the API argument"
    )

    static let proofMissing = GraphError(
        400, 100, type: "GraphMethodException", "API calls from the server require an appsecret_proof argument"
    )

    static func parameter(_ name: String, _ why: String) -> GraphError {
        GraphError(400, 100, type: "OAuthException", "(#100) \(why)").blaming(name)
    }

    static func missing(_ name: String) -> GraphError {
        parameter(name, "The parameter \(name) is required.")
    }

    static func unknownObject(_ id: String, verb: String) -> GraphError {
        GraphError(
            400, 100, 33, type: "GraphMethodException",
            "Unsupported \(verb) request. Object with ID '\(id)' does not exist, cannot be loaded due to missing "
                + "permissions, or does not support this operation"
        )
    }

    static func permission(_ name: String) -> GraphError {
        GraphError(403, 200, "(#200) Requires the \(name) permission to manage the object")
    }

    static func unknownPath(_ path: String) -> GraphError {
        GraphError(400, 2500, "Unknown path components: \(path)")
    }
}
