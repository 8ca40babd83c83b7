import KicauCore

extension Facebook {
    /// Is it an album of this page, and one that takes pictures? Asked before anything is sent.
    func findAlbum(_ errand: Errand, via line: any Line) async -> Preparation {
        guard let album = Facebook.album(of: errand.part) else { return .refused(Wire.noAlbum) }
        let graph = graph(errand.signedIn)
        let call = graph.get(album, fields: "id,name,can_upload,from")
        switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
        case .lost(let failure): return failure.preparation
        case .no(let complaint):
            // What is no album has no such fields.
            let isNone = [.gone, .invalidContent].contains(Facebook.errors.meaning(of: complaint))
            return isNone ? .refused(Wire.noAlbum) : Facebook.errors.preparation(of: complaint)
        case .yes(let shown):
            guard let owner = shown.at("from", "id")?.string, owner == errand.signedIn.account.remoteID else {
                return .refused(Wire.noAlbum)
            }
            guard shown["can_upload"]?.bool != false else { return .refused(Wire.closedAlbum) }
            return .ready(["album": .string(album)], expires: nil)
        }
    }

    /// The picture and its words in one call: seen at once, and once.
    func publish(into album: String, _ errand: Errand, via line: any Line) async -> Outcome {
        guard let picture = errand.media.first else { return .refused(Errand.noPicture()) }
        let graph = graph(errand.signedIn)
        let call = graph.upload(
            album + "/photos", form: Wire.albumPhoto(errand.part, picture), picture: picture, isCommit: true)
        switch await graph.ask(call, unit: FacebookUnit.publish, via: line) {
        case .lost(let failure): return failure.outcome
        case .no(let complaint): return Facebook.errors.outcome(of: complaint)
        case .yes(let answer):
            guard let photo = answer["id"]?.string else {
                return Facebook.errors.outcome(of: .unclear(answer, at: errand.now))
            }
            let read = graph.get(photo, fields: Wire.albumPhotoFields)
            guard case .yes(let shown) = await graph.ask(read, unit: FacebookUnit.read, via: line) else {
                return .published(receipt(ofPhoto: photo, post: answer["post_id"], [:], of: errand))
            }
            return .published(receipt(ofPhoto: photo, post: answer["post_id"], shown, of: errand))
        }
    }

    /// Reads the album for a picture with the same words. In which order it lists them is written nowhere.
    func look(inAlbum album: String, _ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        let graph = graph(errand.signedIn)
        var after: String?
        var compared = 0
        var isBlind = false
        for _ in 0..<Facebook.albumPages {
            let call = graph.get(
                album + "/photos", fields: Wire.albumPhotoFields,
                query: [("limit", "100")] + (after.map { [("after", $0)] } ?? []))
            switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
            case .lost(let failure): return failure.finding
            case .no(let complaint): return Facebook.errors.finding(of: complaint)
            case .yes(let page):
                let shown = page["data"]?.array ?? []
                compared += shown.count
                let alike = shown.filter { isAlike($0, errand, since: doubt.since) }
                // Without any words one picture is like another.
                if let ours = alike.last, let photo = ours["id"]?.string, Wire.hasWords(errand.part) {
                    return .found(receipt(ofPhoto: photo, post: nil, ours, of: errand))
                }
                isBlind = isBlind || !alike.isEmpty
                after = Wire.cursor(of: page)
            }
            if after == nil { break }
        }
        return .notSeen(
            Evidence(
                "The album shows no picture with this text since then.", at: errand.now, compared: compared,
                isBlind: isBlind || after != nil))
    }

    /// A hundred pictures each.
    private static let albumPages = 10

    private func isAlike(_ shown: JSONValue, _ errand: Errand, since: Instant) -> Bool {
        guard let created = shown["created_time"]?.string.flatMap(TimeReading.iso), created >= since - Meta.clockDoubt,
            !errand.isKnown(shown["id"]?.string), !errand.isKnown(shown["page_story_id"]?.string)
        else { return false }
        let alt = errand.part.media.first?.original.alt ?? ""
        return MetaText.same(shown["name"]?.string ?? "", errand.part.wireText)
            && shown["alt_text_custom"]?.string.map { MetaText.same($0, alt) } != false
    }

    /// Its post is what is answered, changed and counted; the picture alone where no post is named.
    private func receipt(ofPhoto photo: String, post: JSONValue?, _ shown: JSONValue, of errand: Errand) -> Receipt {
        Receipt(
            remoteID: (post ?? shown["page_story_id"])?.string ?? photo,
            url: shown["link"]?.string ?? address(of: photo, errand.signedIn.app), extra: ["photo": .string(photo)],
            differences: Wire.albumDifferences(errand.part, shown))
    }
}

extension Facebook.Wire {
    /// [CG] Photo, 2026-04-15.
    static let albumPhotoFields = "id,name,created_time,link,page_story_id,album{id},alt_text_custom"

    static func albumPhoto(_ part: RenderedPart, _ picture: FittedMedia) -> [(String, String)] {
        (part.wireText.isEmpty ? [] : [("caption", part.wireText)])
            + (picture.alt.isEmpty ? [] : [("alt_text_custom", picture.alt)]) + place(of: part)
            + audience(of: part)
    }

    static func hasWords(_ part: RenderedPart) -> Bool {
        !part.wireText.isEmpty || part.media.contains { !$0.original.alt.isEmpty }
    }

    static func albumDifferences(_ part: RenderedPart, _ shown: JSONValue) -> [Sentence] {
        var found: [Sentence] = []
        if let text = shown["name"]?.string, !MetaText.same(text, part.wireText) {
            found.append("Facebook shows another text than was sent.")
        }
        if let album = shown.at("album", "id")?.string, album != Facebook.album(of: part) {
            found.append("Facebook has put the picture into another album.")
        }
        return found
    }

    static let noAlbum = Refusal(
        .invalidContent, "This page has no such album on Facebook.",
        do: "Open the album on Facebook and copy its address, or leave it out.")
    static let closedAlbum = Refusal(
        .permission, "Facebook lets nobody add pictures to this album.",
        do: "Choose an album that the page has made, or leave it out.")
}

extension Receipt {
    /// Of an album's picture whose post Facebook has not named: it cannot be read or changed as a post.
    var isPictureAlone: Bool { extra["photo"]?.string == remoteID }
}
