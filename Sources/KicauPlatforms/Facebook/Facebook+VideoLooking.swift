import KicauCore

extension Facebook {
    /// Asks for the video by its number, known before the commit.
    ///
    /// Published proves a yes. Only "uploaded and not asked for" and "failed" prove a no, and only where the upload was
    /// our own; that a number is not known proves nothing, as it may not be shown before it is published.
    func lookAtVideo(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        let now = errand.now
        guard let video = Facebook.uploadedVideo(errand) else { return nothingStaged(doubt, now) }
        let graph = graph(errand.signedIn)
        switch await graph.ask(graph.get(video, fields: Wire.videoFields), unit: FacebookUnit.read, via: line) {
        case .lost(let failure): return failure.finding
        case .no(let complaint):
            guard Facebook.errors.meaning(of: complaint) == .gone else { return Facebook.errors.finding(of: complaint) }
            return .notSeen(Evidence("Facebook does not show the video that was uploaded.", at: now))
        case .yes(let shown):
            switch VideoStatus(shown).stage {
            case .published: return .found(receipt(ofVideo: video, shown, of: errand))
            case .processing: return stillProcessing(doubt, now)
            case .uploading, .uploaded:
                return absent("The video is uploaded, and nobody has asked Facebook to publish it.", doubt, now)
            case .failed: return absent("What was staged is dead and was not published.", doubt, now)
            case .unclear:
                return .notSeen(
                    Evidence("Facebook shows the video and does not say whether it is published.", at: now))
            }
        }
    }

    func nothingStaged(_ doubt: Doubt, _ now: Instant) -> Finding {
        absent("Nothing was staged, so nothing can have been published.", doubt, now)
    }

    /// A machine that is lost may have staged it anew, so what is known of our upload proves no absence then.
    private func absent(_ what: Sentence, _ doubt: Doubt, _ now: Instant) -> Finding {
        let evidence = Evidence(what, at: now)
        return doubt.isInherited ? .notSeen(evidence) : .absent(evidence)
    }

    /// It was asked for and may yet fail; what takes longer than an hour is for a person.
    private func stillProcessing(_ doubt: Doubt, _ now: Instant) -> Finding {
        guard now >= doubt.since + .hours(1) else {
            return .couldNotLook(until: now + .seconds(30), .notReady(answer: nil))
        }
        return .notSeen(Evidence("Facebook still works on the video and does not show it yet.", at: now))
    }
}
