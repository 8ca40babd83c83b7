import KicauCore

extension Facebook.Wire {
    static let videoFields = "id,description,created_time,permalink_url,post_id,status"
    static let videoCountFields = "views,comments.summary(true).limit(0),likes.summary(true).limit(0)"

    static func edge(of format: Facebook.Format) -> String {
        switch format {
        case .post: "videos"
        case .reel: "video_reels"
        case .story: "video_stories"
        }
    }

    /// What stands beside a video: its text is called a description.
    static func words(of part: RenderedPart) -> [(String, String)] {
        let title = part.frozen["title"]?.string.map { [("title", $0)] } ?? []
        return title + (part.wireText.isEmpty ? [] : [("description", part.wireText)]) + place(of: part)
            + audience(of: part)
    }

    static func videoDifferences(_ part: RenderedPart, _ shown: JSONValue) -> [Sentence] {
        guard let text = shown["description"]?.string, !MetaText.same(text, part.wireText) else { return [] }
        return ["Facebook shows another text than was sent."]
    }

    static func videoNumbers(in shown: JSONValue) -> Numbers {
        var values: [Metric: Int64] = [:]
        values[.views] = shown["views"]?.wholeNumber
        values[.likes] = shown.at("likes", "summary", "total_count")?.wholeNumber
        values[.replies] = shown.at("comments", "summary", "total_count")?.wholeNumber
        return Numbers(values, answers: [shown.withoutPaging])
    }
}

extension Facebook {
    func readVideo(_ published: PublishedPart, of signedIn: SignedIn, via line: any Line) async -> Reread {
        let graph = graph(signedIn)
        let call = graph.get(
            published.receipt.remoteID, fields: Wire.videoFields + "," + Wire.videoCountFields)
        switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
        case .lost(let failure): return failure.reread
        case .no(let complaint): return Facebook.errors.reread(of: complaint)
        case .yes(let shown):
            // It was taken, and could not be made fit to be shown.
            if case .failed(let words) = VideoStatus(shown).stage { return .gone(answer: words, status: nil) }
            return .there(
                differences: Wire.videoDifferences(published.part, shown), numbers: Wire.videoNumbers(in: shown))
        }
    }
}
