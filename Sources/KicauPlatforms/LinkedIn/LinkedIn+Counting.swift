public import KicauCore

extension LinkedIn {
    /// A member's followers are told by another call, and to apps with another product alone.
    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        guard signedIn.account.isOrganisation else { return await countMember(signedIn, via: line) }
        let call = Call(
            .get,
            LinkedInWire.api(signedIn.app) + "/rest/networkSizes/" + PercentEncoding.encoded(signedIn.account.remoteID),
            query: [("edgeType", "COMPANY_FOLLOWED_BY_MEMBER")], headers: LinkedInWire.headers(signedIn))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return LinkedIn.errors.numbers(of: LinkedIn.complaint(reply))
            }
            return Numbers(in: answer, [.followers: ["firstDegreeSize"]], of: answer)
        } catch { return error.numbers }
    }
}
