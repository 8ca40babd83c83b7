import KicauCore
import KicauPublish

extension Composing {
    /// A picture, video or document in the composer's form.
    struct Attached: Sendable, Equatable {
        enum Kind: String, Sendable { case picture, video, document }

        var sha256: String
        var alt: String
        var framing: Framing?
        var kind = Kind.picture
        /// Of a video.
        var captions: [Captions] = []
    }
}

extension Composing.Attached {
    init(_ media: Media) {
        self.init(
            sha256: media.sha256, alt: media.alt, framing: media.framing,
            kind: media.isVideo ? .video : media.isDocument ? .document : .picture, captions: media.captions)
    }

    init(_ form: Form, _ place: Int, _ sha256: String) {
        self.init(
            sha256: sha256, alt: form["alt-\(place)-\(sha256)"],
            framing: Framing(form, of: "\(place)-\(sha256)"),
            kind: Kind(rawValue: form["kind-\(place)-\(sha256)"]) ?? .picture,
            captions: form.all("captions-\(place)-\(sha256)").prefix(Captions.most).compactMap { Captions(field: $0) })
    }

    /// As it was looked up, with what the form says of it.
    func media(_ found: [String: Media]) -> Media? {
        var media = found[sha256]
        media?.alt = alt
        media?.framing = framing
        media?.captions = captions
        return media
    }
}

extension Captions {
    /// "id:3f9a…", as a field of the form holds it.
    init?(field: String) {
        let halves = field.split(separator: ":", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        self.init(language: String(halves[0]), sha256: String(halves[1]))
    }

    var field: String { "\(language):\(sha256)" }
}

extension Composing {
    mutating func change(_ sha256: String, in place: Int, _ change: (inout Attached) -> Void) {
        guard parts.indices.contains(place),
            let found = parts[place].pictures.firstIndex(where: { $0.sha256 == sha256 })
        else { return }
        change(&parts[place].pictures[found])
    }
}

extension Desk {
    /// What came as files with the form: pictures, videos and documents of a part, captions of a video.
    func takeIn(_ visit: Visit, into composing: inout Composing) async throws {
        let (form, caller) = (visit.form, try visit.caller)
        for file in form.files {
            let name = file.name.split(separator: "-").map(String.init)
            guard name.count > 1, let place = Int(name[1]), composing.parts.indices.contains(place) else { continue }
            switch (name[0], name.count) {
            case ("files", 2): try await attach(file, to: place, of: &composing, visit)
            case ("captions", 3):
                let kept = try await house.media.takeInCaptions(fileAt: file.path, by: caller)
                let language = form["language-\(place)-\(name[2])"]
                composing.change(name[2], in: place) { video in
                    video.captions.removeAll { $0.language == language }
                    video.captions.append(Captions(language: language, sha256: kept.sha256))
                }
            default: continue
            }
        }
    }

    private func attach(
        _ file: Form.File, to place: Int, of composing: inout Composing, _ visit: Visit
    ) async throws {
        let media: Media
        do {
            media = try await house.media.takeIn(fileAt: file.path, by: try visit.caller)
        } catch let problem as Problem where !file.called.isEmpty {
            // Several may have been chosen at once.
            throw Problem(
                problem.code, .verbatim("\(file.called.prefix(80)): \(visit.voice.say(problem.what))"),
                do: problem.toDo,
                field: problem.field, cause: problem.cause)
        }
        guard !composing.parts[place].pictures.contains(where: { $0.sha256 == media.sha256 }) else { return }
        var attached = Composing.Attached(media)
        // A document has a title; its file's name is the first guess.
        if media.isDocument { attached.alt = DocumentTitle.of(file.called) }
        composing.parts[place].pictures.append(attached)
    }
}

/// What a document is called as long as nobody says otherwise.
enum DocumentTitle {
    /// "Menu November.pdf" is "Menu November".
    static func of(_ fileName: String) -> String {
        let name = String(fileName.split(separator: /[\/\\]/).last ?? "")
        return String(name.lowercased().hasSuffix(".pdf") ? name.dropLast(4) : name[...])
    }
}
