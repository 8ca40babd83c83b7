public import KicauCore

extension Instagram {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        if errand.step.name == Instagram.limitStep { return await askLimit(errand, via: line) }
        let containers = containers(errand.signedIn)
        if let before { return await containers.follow(before, ladder: errand.ladder, now: errand.now, via: line) }
        guard errand.media.allSatisfy({ $0.publicURL != nil }) else { return .refused(PublicMedia.missing(name)) }
        guard let form = Wire.container(errand) else { return .stageAgain(containers.dead(nil)) }
        return await containers.make(form, ladder: errand.ladder, now: errand.now, via: line)
    }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        switch errand.part.role {
        case .comment: await comment(errand, via: line)
        case .post, .threadPart: await publishing(errand.signedIn, errand.part).publish(errand, via: line)
        }
    }

    public func canDelete(for account: Account) -> Bool { login(of: account) == .facebook }

    /// Only Facebook's graph deletes, and only that of accounts connected through their page.
    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        switch login(of: signedIn.account) {
        case .instagram: return .notOffered
        case .facebook:
            let graph = graph(signedIn)
            switch await graph.ask(graph.delete(receipt.remoteID), unit: InstagramUnit.delete, via: line) {
            case .lost(let failure): return failure.deletion
            case .no(let complaint): return Instagram.errors.deletion(of: complaint)
            case .yes(let answer): return Meta.deletion(answer, network: name)
            }
        }
    }

    func containers(_ signedIn: SignedIn) -> Containers {
        Containers(
            graph: graph(signedIn), path: signedIn.account.remoteID + "/media", stateField: "status_code",
            reasonField: "status", reasons: Instagram.errors,
            units: .init(container: InstagramUnit.container, publish: InstagramUnit.publish, read: InstagramUnit.read))
    }

    /// Stories stand in a list of their own.
    func publishing(_ signedIn: SignedIn, _ part: RenderedPart) -> StagedPublishing {
        let account = signedIn.account.remoteID
        let format = Format(part)
        let (list, fields) =
            switch format {
            case .post: ("/media", Wire.mediaFields)
            case .story: ("/stories", Wire.storyFields)
            }
        return StagedPublishing(
            containers(signedIn), path: account + "/media_publish", lists: [.init(account + list)], fields: fields,
            textField: "caption",
            hasAlt: part.media.allSatisfy { Instagram.takesAlt(of: $0.original, in: format) })
    }
}
