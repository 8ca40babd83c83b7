/// A call that a network makes to us: to see that the address is ours, or to tell that something happened.
public struct Knock: Sendable {
    public enum Method: String, Sendable { case get, post }

    public let method: Method
    public let query: [String: String]
    /// Names in lower case.
    public let headers: [String: String]
    /// As it came: signatures are of the bytes.
    public let body: [UInt8]

    public init(method: Method, query: [String: String] = [:], headers: [String: String] = [:], body: [UInt8] = []) {
        self.method = method
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// What a knock was, once its signature was checked.
///
/// A knock only rings, and may name numbers to look up: what was said is then read by a call of our own. So nobody can put
/// words into the inbox, and a knock that comes twice does nothing.
public enum Knocked: Hashable, Sendable {
    /// The network wants to see that the address is ours: this is what it is answered.
    case challenged(type: String, body: String)
    /// The network's ids of the accounts that have something to hear; of others nothing is known here.
    /// `hints`: by the same ids, what no list holds.
    case rings(for: Set<String>, hints: [String: [Hint]] = [:])
    case refused(Sentence)
}
