import KicauCore

extension Facebook {
    /// Where a comment goes: under the part before it, or under what somebody said.
    ///
    /// Facebook nests comments only so deep. What takes no answers itself is answered beside it, as on its own pages.
    static func place(under parent: Receipt) -> String {
        guard parent.extra["takesAnswers"]?.bool == false, let above = parent.extra["parent"]?.string else {
            return parent.remoteID
        }
        return above
    }

    /// Where it may be found: Facebook may have put it a step higher than it was told.
    static func places(under parent: Receipt) -> [String] {
        let place = place(under: parent)
        let above = parent.extra["parent"]?.string
        return [place] + (above.map { $0 == place ? [] : [$0] } ?? [])
    }

    /// Only a comment by the page itself can be ours: others may well have said the same.
    static func isOwnComment(_ shown: JSONValue, _ errand: Errand) -> Bool {
        guard shown.at("from", "id")?.string == errand.signedIn.account.remoteID else { return false }
        // A list shows the answers to other comments of the thread too.
        if let parent = errand.parent, let under = shown.at("parent", "id")?.string, under != parent.remoteID,
            !places(under: parent).contains(under)
        {
            return false
        }
        // A picture without words is like any other: what is not seen for certain, a person is asked about.
        guard !errand.part.wireText.isEmpty else { return false }
        let showsPicture = shown.at("attachment", "type")?.string == "photo"
        return !errand.part.media.isEmpty || !showsPicture
    }

    func comment(_ errand: Errand, via line: any Line) async -> Outcome {
        guard let parent = errand.parent else { return .refused(Errand.noParent(name)) }
        let photos = errand.results(of: "upload", "photo").compactMap(\.string)
        guard photos.count == errand.part.media.count else { return .stageAgain(Wire.uploadMissing) }
        let call = graph(errand.signedIn).post(
            Facebook.place(under: parent) + "/comments", form: Wire.comment(errand.part, photo: photos.first),
            isCommit: true)
        return await published(by: call, unit: FacebookUnit.comment, errand, via: line)
    }

    /// What holds for an answer instead of the options of a post.
    func brokenAnswer(_ chosen: ChosenOptions, _ part: Outline.Part) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if part.media.count > 1 || part.media.contains(where: \.isVideo) {
            broken.append(
                RuleBroken(
                    "An answer on Facebook takes one picture, and no video.", do: "Leave one picture in it, or none.",
                    part: 0))
        }
        if !chosen.isEmpty {
            broken.append(
                RuleBroken(
                    "An answer on Facebook takes no options; they are left out.", do: "Nothing to do.", part: 0,
                    weight: .warns))
        }
        return broken
    }
}
