public import KicauCore

extension Threads {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        if errand.step.name == "place" { return await findPlace(errand, via: line) }
        let containers = containers(errand.signedIn)
        if let before { return await containers.follow(before, ladder: errand.ladder, now: errand.now, via: line) }
        guard !errand.lacksParent else { return .refused(Errand.noParent(name)) }
        guard errand.media.allSatisfy({ $0.publicURL != nil }) else { return .refused(PublicMedia.missing(name)) }
        guard let form = Wire.container(errand) else { return .stageAgain(containers.dead(nil)) }
        let made = await containers.make(form, ladder: errand.ladder, now: errand.now, via: line)
        guard case .refused(let refusal) = made, refusal.kind == .gone, isParentFresh(errand) else { return made }
        return .postponed(until: errand.now + .seconds(10), .notReady(answer: refusal.answer))
    }

    private func isParentFresh(_ errand: Errand) -> Bool {
        guard let published = errand.parent?.extra["published"]?.int else { return false }
        return errand.now < Instant(ms: Int64(published)) + Threads.patience
    }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        let outcome = await publishing(errand.signedIn, isReply: errand.parent != nil).publish(errand, via: line)
        guard case .published(let receipt) = outcome else { return outcome }
        return .published(Threads.noted(receipt, errand.part))
    }

    /// A container's state is proof both ways; the lists only give the address.
    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        let finding = await publishing(errand.signedIn, isReply: errand.parent != nil)
            .look(errand, doubt: doubt, via: line)
        guard case .found(let receipt) = finding else { return finding }
        return .found(Threads.noted(receipt, errand.part))
    }

    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        await publishing(signedIn, isReply: published.parent != nil)
            .read(published, counting: Wire.counts, via: line)
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let graph = graph(signedIn)
        switch await graph.ask(graph.delete(receipt.remoteID), unit: ThreadsUnit.delete, via: line) {
        case .lost(let failure): return failure.deletion
        case .no(let complaint): return Threads.errors.deletion(of: complaint)
        case .yes(let answer): return Meta.deletion(answer, network: name)
        }
    }

    private func containers(_ signedIn: SignedIn) -> Containers {
        Containers(
            graph: graph(signedIn), path: signedIn.account.remoteID + "/threads", stateField: "status",
            reasonField: "error_message", reasons: Threads.containerErrors,
            units: .init(container: ThreadsUnit.container, publish: ThreadsUnit.publish, read: ThreadsUnit.read))
    }

    private func publishing(_ signedIn: SignedIn, isReply: Bool) -> StagedPublishing {
        // One's replies are listed apart, those to oneself perhaps among the posts.
        StagedPublishing(
            containers(signedIn), path: signedIn.account.remoteID + "/threads_publish",
            lists: isReply ? [.init("me/replies", also: "replied_to"), "me/threads"] : ["me/threads"],
            fields: Wire.threadFields,
            textField: "text")
    }
}
