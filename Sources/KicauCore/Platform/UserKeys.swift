/// The keys of an app of one's own, and those it got for one's account: OAuth 1.0a.
public struct UserKeys: Hashable, Sendable {
    public let consumerKey: String
    public let consumerSecret: Redacted<String>
    public let token: String
    public let tokenSecret: Redacted<String>

    public init(consumerKey: String, consumerSecret: Redacted<String>, token: String, tokenSecret: Redacted<String>) {
        self.consumerKey = consumerKey
        self.consumerSecret = consumerSecret
        self.token = token
        self.tokenSecret = tokenSecret
    }
}
