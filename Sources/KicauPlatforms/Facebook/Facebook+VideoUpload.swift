import KicauCore

extension Facebook {
    /// Brings a video's bytes there unseen: in pieces for a post, at an address of its own for a reel or story.
    func upload(
        video: FittedMedia, _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        let page = errand.signedIn.account.remoteID
        switch Format(errand.part) {
        case .post:
            let transfer = PieceTransfer(
                graph: videoGraph(errand.signedIn), path: page + "/videos", video: video, begun: errand.now, line: line)
            return await transfer.goOn(before)
        case .reel, .story:
            let upload = AddressedUpload(
                graph: graph(errand.signedIn), path: page + "/" + Wire.edge(of: Format(errand.part)), video: video,
                now: errand.now, line: line)
            return await upload.goOn(before)
        }
    }

    /// The video this part is published from.
    static func uploadedVideo(_ errand: Errand) -> String? {
        errand.results(of: "video", "video").first?.string
    }

    /// The same wait, with what is known so far kept for the next try.
    static func keeping(_ known: [String: JSONValue], _ answer: Preparation) -> Preparation {
        switch answer {
        case .postponed(let until, _): .working(known, askAgain: until)
        case .ready, .working, .refused, .signedOut, .stageAgain: answer
        }
    }

    static func expired(_ answer: String?) -> Refusal {
        Refusal(
            .newContainer, "What was uploaded to \(errors.network) has expired there; it is uploaded again.",
            do: "Nothing to do.", answer: answer)
    }
}
