/// How many tokens a text is, before the endpoint has counted them.
///
/// No model's tokens are shorter than a byte: the usual vocabularies are made of bytes and runs of them. So the bytes of a
/// text are a bound that holds for every model, and a token of about four bytes is a fair guess of the truth.
public enum TokenBound {
    /// What a chat template puts around a message; far more than any known one does.
    static let aroundMessage = 32

    public static func most(in texts: [String]) -> Int {
        texts.reduce(0) { $0 + $1.utf8.count + aroundMessage }
    }

    public static func likely(in texts: [String]) -> Int {
        texts.reduce(0) { $0 + ($1.utf8.count + 3) / 4 + 4 }
    }
}
