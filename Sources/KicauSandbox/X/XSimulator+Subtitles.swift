import Foundation
import KicauCore

/// `POST /2/media/subtitles`: X's OpenAPI 2.159 and 2.167, `createMediaSubtitles`; read 2026-07-25.
extension XSimulator {
    /// Its limit and its price are written nowhere: those of the metadata are taken.
    @Sendable func subtitle(_ call: Call) throws -> Reply {
        let caller = try enter(call, .person(scopes: ["media.write"]), .metadata)
        let asked = try subtitles(of: call)
        let film = try upload(asked.film, of: caller)
        guard film.kind == .video, film.sha256 != nil else { throw unfit("id", film.id, "This is no film.") }
        let file = try upload(asked.file, of: caller)
        guard file.kind == .subtitles else { throw unfit("subtitles.id", file.id, "These are no subtitles.") }
        state.change { $0.uploads[film.id]?.subtitles = (film.subtitles ?? [:]).merging([asked.code: file.id]) { $1 } }
        charge(.metadata)
        let track: JSONValue = [
            "id": .string(file.id), "language_code": .string(asked.code), "display_name": .string(asked.name),
        ]
        let associated: JSONValue =
            switch words {
            case .old: [track]
            case .new: track
            }
        let data: JSONValue = [
            "id": .string(film.id), "media_category": "TweetVideo", "associated_subtitles": associated,
        ]
        return answer(["data": data], to: caller)
    }

    private struct Subtitles {
        let film: String
        let file: String
        let code: String
        let name: String
    }

    private func subtitles(of call: Call) throws -> Subtitles {
        guard case .object(let body)? = call.json else { throw unfit("body", "", "The body is not a JSON object.") }
        for name in body.keys.sorted() where !["id", "media_category", "subtitles"].contains(name) {
            throw unfit(name, "", "Unknown field.")
        }
        let category = body["media_category"]?.string ?? ""
        guard ["AmplifyVideo", "TweetVideo"].contains(category) else {
            throw unfit("media_category", category, "AmplifyVideo or TweetVideo.")
        }
        let track = body["subtitles"]?.object ?? [:]
        for name in track.keys.sorted() where !["display_name", "id", "language_code"].contains(name) {
            throw unfit("subtitles.\(name)", "", "Unknown field.")
        }
        let code = track["language_code"]?.string ?? ""
        guard code.wholeMatch(of: /[A-Z]{2}/) != nil else {
            throw unfit("subtitles.language_code", code, "[subtitles.language_code] does not match ^[A-Z]{2}$")
        }
        return Subtitles(
            film: body["id"]?.string ?? "", file: track["id"]?.string ?? "", code: code,
            name: track["display_name"]?.string ?? "")
    }

    /// The words of a film's languages, for whoever looks behind the stage: "ID" and the digest of the file.
    func subtitles(of film: XUpload) -> JSONValue? {
        guard let tracks = film.subtitles else { return nil }
        return state.read { state in
            .object(tracks.compactMapValues { state.uploads[$0]?.sha256.map(JSONValue.string) })
        }
    }

    private func unfit(_ parameter: String, _ value: String, _ message: String) -> Refused {
        refused(.invalid(parameter: parameter, value: value, message: message))
    }
}
