import KicauCore

extension Facebook {
    /// Publishes an uploaded video as post, reel or story: the one call anybody can see.
    func finish(_ errand: Errand, via line: any Line) async -> Outcome {
        guard let video = Facebook.uploadedVideo(errand), let call = finishing(video, errand) else {
            return .stageAgain(Facebook.expired(nil))
        }
        switch await graph(errand.signedIn).ask(call, unit: FacebookUnit.publish, via: line) {
        case .lost(let failure): return failure.outcome
        case .no(let complaint):
            // What is gone is the upload, and an upload that is not there was not published by this call.
            if Facebook.errors.meaning(of: complaint) == .gone {
                return .stageAgain(Facebook.expired(complaint.answer))
            }
            return Facebook.errors.outcome(of: complaint)
        case .yes(let answer):
            guard answer["success"]?.bool == true else {
                return Facebook.errors.outcome(of: .unclear(answer, at: errand.now))
            }
            return await taken(video, errand, via: line)
        }
    }

    private func finishing(_ video: String, _ errand: Errand) -> Call? {
        let page = errand.signedIn.account.remoteID
        let format = Format(errand.part)
        switch format {
        case .post:
            guard let session = errand.results(of: "video", "session").first?.string else { return nil }
            return finish(
                [("upload_phase", "finish"), ("upload_session_id", session)] + Wire.words(of: errand.part),
                with: errand.cover, at: page + "/videos", errand.signedIn)
        case .reel:
            return graph(errand.signedIn).post(
                page + "/" + Wire.edge(of: format),
                form: [("upload_phase", "finish"), ("video_id", video), ("video_state", "PUBLISHED")]
                    + Wire.words(of: errand.part),
                isCommit: true)
        case .story:
            return graph(errand.signedIn).post(
                page + "/" + Wire.edge(of: format), form: [("upload_phase", "finish"), ("video_id", video)],
                isCommit: true)
        }
    }

    /// Reads the video back for its address. It is published, unless Facebook says at once that it cannot be.
    private func taken(_ video: String, _ errand: Errand, via line: any Line) async -> Outcome {
        let graph = graph(errand.signedIn)
        let call = graph.get(video, fields: Wire.videoFields)
        guard case .yes(let shown) = await graph.ask(call, unit: FacebookUnit.read, via: line) else {
            return .published(receipt(ofVideo: video, nil, of: errand))
        }
        if case .failed(let words) = VideoStatus(shown).stage {
            return .refused(
                Refusal(
                    .media, "Facebook could not process the video.", do: "Upload another one, or the same once more.",
                    answer: words))
        }
        return .published(receipt(ofVideo: video, shown, of: errand))
    }

    /// A video's own number is its identity: known before it is published, and good for reading and deleting it.
    func receipt(ofVideo video: String, _ shown: JSONValue?, of errand: Errand) -> Receipt {
        let app = errand.signedIn.app
        return Receipt(
            remoteID: video,
            url: shown?["permalink_url"]?.string.map { Facebook.whole($0, app) } ?? address(of: video, app),
            differences: shown.map { Wire.videoDifferences(errand.part, $0) } ?? [])
    }

    /// Videos give their address without the host.
    static func whole(_ link: String, _ app: AppKeys) -> String {
        link.hasPrefix("/") ? app.address("www", "https://www.facebook.com") + link : link
    }
}
