public import KicauCore

extension Facebook {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        switch errand.step.name {
        case "video": return await upload(video: fitted, errand, before: before, via: line)
        case "album": return await findAlbum(errand, via: line)
        default: return await upload(picture: fitted, errand, via: line)
        }
    }

    /// Uploads one picture without showing it.
    ///
    /// A single picture goes this way too: the commit stays small and quick, and repeating an upload does no harm.
    private func upload(picture fitted: FittedMedia, _ errand: Errand, via line: any Line) async -> Preparation {
        let call = graph(errand.signedIn).upload(
            errand.signedIn.account.remoteID + "/photos", form: Wire.photo(fitted), picture: fitted)
        switch await graph(errand.signedIn).ask(call, unit: FacebookUnit.upload, via: line) {
        case .lost(let failure): return failure.preparation
        case .no(let complaint): return Facebook.errors.preparation(of: complaint)
        case .yes(let answer):
            guard let photo = answer["id"]?.string else {
                return Facebook.errors.preparation(of: .unclear(answer, at: errand.now))
            }
            return .ready(["photo": .string(photo)], expires: errand.now + Facebook.photoLife)
        }
    }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        switch errand.part.role {
        case .comment: return await comment(errand, via: line)
        case .post, .threadPart:
            if Facebook.isVideo(errand.part) { return await finish(errand, via: line) }
            if let album = Facebook.album(of: errand.part) { return await publish(into: album, errand, via: line) }
            switch Format(errand.part) {
            case .story: return await publishPhotoStory(errand, via: line)
            case .post, .reel: return await post(errand, via: line)
            }
        }
    }

    private func post(_ errand: Errand, via line: any Line) async -> Outcome {
        let photos = errand.results(of: "upload", "photo").compactMap(\.string)
        guard photos.count == errand.part.media.count else { return .stageAgain(Wire.uploadMissing) }
        let call = graph(errand.signedIn).post(
            errand.signedIn.account.remoteID + "/feed", form: Wire.post(errand.part, photos: photos), isCommit: true)
        return await published(by: call, unit: FacebookUnit.publish, errand, via: line)
    }

    func published(
        by call: Call, unit: MeterUnit, _ errand: Errand, via line: any Line
    ) async -> Outcome {
        switch await graph(errand.signedIn).ask(call, unit: unit, via: line) {
        case .lost(let failure): return failure.outcome
        case .no(let complaint): return Facebook.errors.outcome(of: complaint)
        case .yes(let answer):
            guard let id = answer["id"]?.string else {
                return Facebook.errors.outcome(of: .unclear(answer, at: errand.now))
            }
            return .published(await receipt(id, for: errand, via: line))
        }
    }

    /// Reads the new post back for its address and to compare. Whatever comes of that, it is published.
    private func receipt(_ id: String, for errand: Errand, via line: any Line) async -> Receipt {
        let graph = graph(errand.signedIn)
        let fields = errand.part.role == .comment ? Wire.commentFields : Wire.postFields
        guard case .yes(let shown) = await graph.ask(graph.get(id, fields: fields), unit: FacebookUnit.read, via: line)
        else {
            return Receipt(remoteID: id, url: address(of: id, errand.signedIn.app))
        }
        return receipt(id, shown, of: errand)
    }

    func receipt(_ id: String, _ shown: JSONValue, of errand: Errand) -> Receipt {
        Receipt(
            remoteID: id, url: shown["permalink_url"]?.string ?? address(of: id, errand.signedIn.app),
            differences: Wire.differences(errand.part, shown))
    }

    func address(of id: String, _ app: AppKeys) -> String {
        app.address("www", "https://www.facebook.com") + "/" + id
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion {
        let graph = graph(signedIn)
        // Without its post a picture would still stand in its album.
        let id = receipt.extra["photo"]?.string ?? receipt.remoteID
        switch await graph.ask(graph.delete(id), unit: FacebookUnit.delete, via: line) {
        case .lost(let failure): return failure.deletion
        case .no(let complaint): return Facebook.errors.deletion(of: complaint)
        case .yes(let answer): return Meta.deletion(answer, network: name)
        }
    }
}

extension Meta {
    /// Graph confirms a deletion with `success`; anything else under a 200 is no confirmation.
    static func deletion(_ answer: JSONValue, network: String) -> Deletion {
        if answer["success"]?.bool == true { return .deleted }
        return .refused(
            Refusal(
                .permission, "\(network) did not delete it.", do: "Delete it on \(network) yourself.",
                answer: answer.text))
    }
}
