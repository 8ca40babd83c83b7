/// The one way out: every call to a platform goes through a line, and names the unit it is priced by.
public protocol Line: Sendable {
    /// Makes one call and waits for its whole answer.
    ///
    /// A redirect is never followed and nothing is ever sent twice. `deadline` bounds the call from the first byte to the last.
    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply
}

/// One HTTP request.
public struct Call: Sendable {
    public enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", delete = "DELETE", patch = "PATCH"
    }

    public enum Body: Sendable {
        case none
        case bytes([UInt8], type: String)
        case form([(String, String)])
        case json(JSONValue)
        /// A multipart form: fields first, then files.
        case multipart([(String, String)], files: [FilePart])
        /// A file from disk, or a piece of it, streamed.
        case file(path: String, type: String, piece: Range<Int>? = nil)
    }

    public struct FilePart: Sendable {
        public let field: String
        public let fileName: String
        public let type: String
        public let path: String
        /// Nil: all of it.
        public let piece: Range<Int>?

        public init(field: String, fileName: String, type: String, path: String, piece: Range<Int>? = nil) {
            self.piece = piece
            self.field = field
            self.fileName = fileName
            self.type = type
            self.path = path
        }
    }

    /// How much of an answer is taken in, in bytes.
    public enum Portion: Hashable, Sendable {
        /// A longer one counts as no answer.
        case whole(atMost: Int)
        /// The rest is left unread.
        case beginning(Int)
        /// Word by word: what came before the connection broke or the time was up is an answer too.
        case asFarAsItComes(atMost: Int)

        public static let usual = Portion.whole(atMost: 8 << 20)
    }

    public let method: Method
    public let url: String
    public let query: [(String, String)]
    public let headers: [(String, Redacted<String>)]
    public let body: Body
    /// The whole call's time, first byte to last.
    public let deadline: Duration
    /// Does losing the answer leave doubt? True for commits, false for uploads, containers and reads.
    public let isCommit: Bool
    /// The host is somebody's handle: what is written down of the call does not name it.
    public let hostIsHandle: Bool
    public let taking: Portion
    /// Headers that hold the time of leaving, such as a proof: made by the line that carries the call.
    public internal(set) var stamp: Stamp?

    public typealias Stamp = @Sendable (Instant) -> [(String, Redacted<String>)]

    public init(
        _ method: Method, _ url: String, query: [(String, String)] = [], headers: [(String, Redacted<String>)] = [],
        body: Body = .none, deadline: Duration = .seconds(20), isCommit: Bool = false, hostIsHandle: Bool = false,
        taking: Portion = .usual
    ) {
        self.method = method
        self.url = url
        self.query = query
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.isCommit = isCommit
        self.hostIsHandle = hostIsHandle
        self.taking = taking
    }
}

extension Call {
    /// The same call with less time, if it had more.
    public func within(_ limit: Duration) -> Call {
        with(headers: headers, stamp: stamp, deadline: min(deadline, limit))
    }

    /// The same call with other headers, and with what its line puts on it when it leaves.
    public func with(headers: [(String, Redacted<String>)], stamp: @escaping Stamp) -> Call {
        with(headers: headers, stamp: stamp, deadline: deadline)
    }

    private func with(headers: [(String, Redacted<String>)], stamp: Stamp?, deadline: Duration) -> Call {
        var call = Call(
            method, url, query: query, headers: headers, body: body, deadline: deadline, isCommit: isCommit,
            hostIsHandle: hostIsHandle, taking: taking)
        call.stamp = stamp
        return call
    }
}

/// A whole answer, as it came.
public struct Reply: Sendable {
    public let status: Int
    /// Names in lower case.
    public let headers: [(String, String)]
    public let body: [UInt8]
    public let at: Instant

    public init(status: Int, headers: [(String, String)], body: [UInt8], at: Instant) {
        self.status = status
        self.headers = headers
        self.body = body
        self.at = at
    }

    public func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.0 == name }?.1
    }

    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// How a call can fail to bring an answer.
public enum LineFailure: Error, Sendable {
    /// No byte of the request left this machine (no connection, refused by the meter or a limit): safe to make again.
    case neverLeft(retryAt: Instant, Postponement)
    /// Bytes left and no whole answer came.
    case noAnswer(Trace)
}

extension LineFailure {
    /// Why a call did not leave that would have gone into a private network.
    public static let privateWords = "the address lies in a private network"

    /// It was refused here for where it would have gone, before anything was asked there.
    public var isPrivate: Bool {
        guard case .neverLeft(_, .unreachable(LineFailure.privateWords)) = self else { return false }
        return true
    }
}

/// What is known of a call whose end was not seen.
public struct Trace: Hashable, Sendable, Codable {
    /// In our words, for the log and the post's page: "the connection closed before an answer".
    public let what: String
    public let status: Int?
    /// The platform's own words, cut to 2,000 characters.
    public let answer: String?
    public let at: Instant

    public init(what: String, status: Int? = nil, answer: String? = nil, at: Instant) {
        self.what = what
        self.status = status
        self.answer = answer
        self.at = at
    }
}
