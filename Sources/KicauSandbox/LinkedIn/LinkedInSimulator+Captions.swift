import Foundation
import KicauCore

/// The words of a film: one file of SubRip with a note of what it is, to the address that its upload was told.
extension LinkedInSimulator {
    private static let captionFields: Set<String> = [
        "format", "formattedForEasyReader", "largeText", "source", "locale", "transcriptType",
    ]

    @Sendable func putCaptions(_ call: Call) throws -> Reply {
        _ = try signedIn(call)
        let ticket = call["ticket"]
        guard let upload = state.read({ $0.uploads.values.first { $0.ticket == ticket } }),
            upload.expiresMs > ground.nowMs,
            upload.wantsCaptions == true, upload.sha256 == nil
        else { throw refused(.notFound("No such upload")) }
        let about = call.parts.first { $0.name == "metadata" }.flatMap { JSONValue(reading: $0.bytes) }
        guard let about, let file = call.parts.first(where: { $0.name == "file" && $0.fileName != nil }) else {
            throw refused(.badRequest("A form of metadata and file is needed"))
        }
        try checkFields(of: about, Self.captionFields, in: "metadata")
        guard about["format"]?.string == "SRT", about["transcriptType"]?.string == "CLOSED_CAPTION" else {
            throw refused(.field("/metadata/format", "Only SRT closed captions are taken"))
        }
        guard let language = about["locale"]?["language"]?.string, language.count >= 2 else {
            throw refused(.field("/metadata/locale/language", "field is required but not found"))
        }
        guard Self.isSubRip(file.text) else { throw refused(.badRequest("The file is no SRT")) }
        let digest = ground.shelf.put(file.bytes, type: "application/x-subrip")
        state.change { $0.uploads[upload.urn]?.captions = .init(language: language, sha256: digest) }
        return .empty(201)
    }

    /// A number, from when to when, the words.
    private static func isSubRip(_ text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let time = /[0-9]{2}:[0-9]{2}:[0-9]{2},[0-9]{3} --> [0-9]{2}:[0-9]{2}:[0-9]{2},[0-9]{3}/
        return lines.count > 2 && Int(lines[0]) != nil && lines[1].wholeMatch(of: time) != nil && !lines[2].isEmpty
    }
}
