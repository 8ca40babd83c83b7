public import KicauCore

extension Facebook {
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        await graph(signedIn).count("me", [.followers: "followers_count"], unit: FacebookUnit.read, via: line)
    }
}
