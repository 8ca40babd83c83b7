public import KicauCore

extension Instagram {
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        let account =
            switch login(of: signedIn.account) {
            case .instagram: "me"
            // The token is the page's, so "me" would be the page.
            case .facebook: signedIn.account.remoteID
            }
        return await graph(signedIn).count(
            account, [.followers: "followers_count", .posts: "media_count"], unit: InstagramUnit.read, via: line)
    }
}
