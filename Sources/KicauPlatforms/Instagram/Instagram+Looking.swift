public import KicauCore

extension Instagram {
    /// A post's container says what became of it; a comment has to be found under its post.
    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        switch errand.part.role {
        case .post, .threadPart: await publishing(errand.signedIn, errand.part).look(errand, doubt: doubt, via: line)
        case .comment: await lookForComment(errand, doubt, via: line)
        }
    }
}
