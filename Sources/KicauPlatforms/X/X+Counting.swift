public import KicauCore

extension X {
    /// A cent a time: whoever wants to know it daily can ask by hand.
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let call = Call(
            .get, X.api(signedIn.app) + "/2/users/me", query: [("user.fields", "public_metrics")])
        do throws(LineFailure) {
            let reply = try await authorised(line, as: signedIn).call(call, unit: XUnit.userRead)
            guard reply.isSuccess, let answer = reply.json, let counts = answer.at("data", "public_metrics") else {
                return X.errors.numbers(of: X.complaint(reply))
            }
            return Numbers(
                in: counts, [.followers: ["followers_count"], .posts: ["post_count", "tweet_count"]], of: answer)
        } catch { return error.numbers }
    }
}
