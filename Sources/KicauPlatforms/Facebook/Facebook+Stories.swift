import KicauCore

extension Facebook {
    /// Makes a story of a picture that was uploaded unseen.
    func publishPhotoStory(_ errand: Errand, via line: any Line) async -> Outcome {
        guard let photo = uploadedPhoto(errand) else { return .stageAgain(Wire.uploadMissing) }
        let graph = graph(errand.signedIn)
        let call = graph.post(
            errand.signedIn.account.remoteID + "/photo_stories", form: [("photo_id", photo)], isCommit: true)
        switch await graph.ask(call, unit: FacebookUnit.publish, via: line) {
        case .lost(let failure): return failure.outcome
        case .no(let complaint): return Facebook.errors.outcome(of: complaint)
        case .yes(let answer):
            guard answer["success"]?.bool == true, let post = answer["post_id"]?.string else {
                return Facebook.errors.outcome(of: .unclear(answer, at: errand.now))
            }
            return .published(Receipt(remoteID: post, url: nil))
        }
    }

    /// Looks for the picture among the page's stories. Not there proves nothing: lists lag.
    func lookAmongStories(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        guard let photo = uploadedPhoto(errand) else { return nothingStaged(doubt, errand.now) }
        let graph = graph(errand.signedIn)
        let call = graph.get(
            errand.signedIn.account.remoteID + "/stories",
            query: [("since", String((doubt.since - Meta.clockDoubt).ms / 1000)), ("limit", "100")])
        switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
        case .lost(let failure): return failure.finding
        case .no(let complaint): return Facebook.errors.finding(of: complaint)
        case .yes(let page):
            let stories = page["data"]?.array ?? []
            if let ours = stories.first(where: { $0["media_id"]?.string == photo }),
                let post = ours["post_id"]?.string
            {
                return .found(
                    Receipt(
                        remoteID: post, url: ours["url"]?.string.map { Facebook.whole($0, errand.signedIn.app) }))
            }
            return .notSeen(
                Evidence(
                    "Facebook's list of stories does not show this picture.", at: errand.now,
                    compared: stories.count))
        }
    }

    private func uploadedPhoto(_ errand: Errand) -> String? {
        errand.results(of: "upload", "photo").first?.string
    }
}
