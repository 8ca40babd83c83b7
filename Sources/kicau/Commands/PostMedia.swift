import Foundation
import KicauCore

/// Pictures, videos and documents on their way from the command line into the parts of a post.
struct PostMedia: Sendable {
    /// As they stand on the command line: paths, and what is said of each in the same order.
    let paths: [String]
    let alts: [String]
    let framings: [String]
    let captions: [String]

    static let middle = "middle"

    /// Wrong words are found before anything is uploaded.
    /// - Throws: `Problem` `.badInput`.
    func check(parts: Int) throws(Problem) {
        for path in paths { _ = try PartWord(path).checked(among: parts, field: "picture") }
        for word in captions { _ = try CaptionWord(PartWord(word).checked(among: parts, field: "captions")) }
        for framing in framings where framing != PostMedia.middle { _ = try Framing.named(framing) }
    }

    /// Uploads them in order, each with a key of its own, so that trying again uploads none twice; gives what each part
    /// uses. Captions go with the first video of their part.
    func uploaded(into parts: Int, by upload: MediaUpload) async throws -> [[JSONValue]] {
        try check(parts: parts)
        var uses = Array(repeating: [JSONValue](), count: parts)
        var waiting = try await uploadedCaptions(by: upload)
        for (place, path) in paths.enumerated() {
            let file = PartWord(path)
            let kept = try await upload.keep(file.word, at: "/media", key: "picture-\(place + 1)", field: "picture")
            var use = use(of: kept, file.word, at: place)
            if kept.text("mime_type").hasPrefix("video/"), let words = waiting.removeValue(forKey: file.part) {
                use["captions"] = .array(words)
            }
            uses[file.part].append(.object(use))
        }
        guard let lonely = waiting.keys.min() else { return uses }
        throw Problem(
            .badInput, "There are captions for part \(lonely + 1), and it has no video.",
            do: "Give the video with --picture, or leave --captions out.", field: "captions")
    }

    private func use(of kept: JSONValue, _ path: String, at place: Int) -> [String: JSONValue] {
        let isDocument = kept.text("mime_type") == Media.documentType
        let title = isDocument ? URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent : ""
        let alt = alts.indices.contains(place) ? alts[place] : title
        var use: [String: JSONValue] = ["sha256": .string(kept.text("sha256")), "alt": .string(alt)]
        if framings.indices.contains(place), framings[place] != PostMedia.middle {
            use["framing"] = .string(framings[place])
        }
        return use
    }

    private func uploadedCaptions(by upload: MediaUpload) async throws -> [Int: [JSONValue]] {
        var found: [Int: [JSONValue]] = [:]
        for (place, text) in captions.enumerated() {
            let word = try CaptionWord(PartWord(text))
            let kept = try await upload.keep(
                word.path, at: "/captions", key: "captions-\(place + 1)", field: "captions")
            found[word.part, default: []].append([
                "language": .string(word.language), "sha256": .string(kept.text("sha256")),
            ])
        }
        return found
    }
}

/// "id=film.srt", or "2=id=film.srt" for the video of the second part.
struct CaptionWord: Hashable {
    let part: Int
    let language: String
    let path: String

    init(_ word: PartWord) throws(Problem) {
        let halves = word.word.split(separator: "=", maxSplits: 1).map(String.init)
        guard halves.count == 2 else {
            throw Problem(
                .badInput, "--captions \(word.word) is not of the form language=path.",
                do: "Write it like id=film.srt, or 2=id=film.srt for the video of the second part.",
                field: "captions")
        }
        (part, language, path) = (word.part, halves[0], halves[1])
    }
}

/// Puts a file of this machine into the media store.
struct MediaUpload: Sendable {
    let client: APIClient
    /// Names the whole change.
    let key: String

    func keep(_ path: String, at address: String, key name: String, field: String) async throws -> JSONValue {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw Problem(
                .notFound, "There is no file to read at \(path).", do: "Check the path and its permissions.",
                field: field)
        }
        return try await client.post(
            address, .file(path: path, type: "application/octet-stream"), key: "\(key)-\(name)")
    }
}
