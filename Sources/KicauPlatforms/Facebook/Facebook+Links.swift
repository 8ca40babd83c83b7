public import KicauCore

extension Facebook {
    /// The graph names a post by its page and its number; an address may hold both or the number alone. Videos have a
    /// number only, and a comment has those of its post and its own.
    public func receipt(of link: String, for account: Account) -> Receipt? {
        // Never the post it stands under, which would be deleted in its place.
        if link.contains("comment_id=") { return comment(of: link) }
        if let video = link.firstMatch(of: /(?:\/reel\/|\/videos\/(?:[^\/?#]+\/)?|[?&]v=)([0-9]+)/) {
            return Receipt(remoteID: String(video.output.1), url: link)
        }
        let whole = link.firstMatch(of: /[0-9]+_[0-9]+/).map { String($0.output) }
        let number = number(of: link)
        return (whole ?? number.map { "\(account.remoteID)_\($0)" }).map { Receipt(remoteID: $0, url: link) }
    }

    /// An answer to a comment has both numbers in its address, and its own counts.
    private func comment(of link: String) -> Receipt? {
        let own =
            link.firstMatch(of: /[?&]reply_comment_id=([0-9]+)/) ?? link.firstMatch(of: /[?&]comment_id=([0-9]+)/)
        let post = link.firstMatch(of: /[0-9]+_([0-9]+)/).map { String($0.output.1) } ?? number(of: link)
        guard let own, let post else { return nil }
        return Receipt(remoteID: "\(post)_\(own.output.1)", url: link)
    }

    private func number(of link: String) -> String? {
        link.firstMatch(of: /(?:\/posts\/|story_fbid=)([0-9]+)/).map { String($0.output.1) }
    }
}
