import KicauCore

extension DraftContent {
    /// One account's share, as a post of its own.
    func only(_ account: AccountID, _ networks: [AccountID: PlatformID]) -> DraftContent {
        DraftContent(post: post(for: account), accounts: [account], campaign: campaign, ways: ways)
            .withOptionsOfItsNetworks(networks)
    }

    /// The rest, once one account's share has gone its own way.
    func without(_ account: AccountID, _ networks: [AccountID: PlatformID]) -> DraftContent {
        var copy = self
        copy.accounts.removeAll { $0 == account }
        copy.wordings.removeAll { $0.account == account }
        return copy.withOptionsOfItsNetworks(networks)
    }

    /// The same text to another account in the place of this one.
    func moved(from account: AccountID, to other: AccountID, _ networks: [AccountID: PlatformID]) -> DraftContent {
        var copy = self
        copy.accounts = accounts.map { $0 == account ? other : $0 }
        copy.wordings = wordings.map { wording in
            guard wording.account == account else { return wording }
            return Wording(account: other, post: wording.post)
        }
        return copy.withOptionsOfItsNetworks(networks)
    }

    /// A network's options go with the last account that is on it.
    private func withOptionsOfItsNetworks(_ networks: [AccountID: PlatformID]) -> DraftContent {
        let left = Set(accounts.compactMap { networks[$0] })
        var copy = self
        copy.post = post.asking(only: left)
        copy.wordings = wordings.map { Wording(account: $0.account, post: $0.post.asking(only: left)) }
        return copy
    }
}

extension Post {
    fileprivate func asking(only networks: Set<PlatformID>) -> Post {
        var copy = self
        copy.options = options.filter { networks.contains($0.key) }
        return copy
    }
}
