import KicauCore

/// A video's words go to an address of their own, before its parts are put together.
extension LinkedIn {
    /// One address is told, for one file (learn.microsoft.com, Videos API, read 2026-09-01).
    static let captions = CaptionRules(most: 1)

    /// What public programs send (found 2026-11-27); of the Videos API's own page only the beginning was stored.
    static func aboutCaptions(in language: String) -> JSONValue {
        let tags = language.split(separator: "-").map { $0.uppercased() }
        let country = tags.count > 1 ? tags.last.flatMap { $0.count == 2 ? $0 : nil } : nil
        return [
            "format": "SRT", "formattedForEasyReader": true, "largeText": true, "source": "USER_PROVIDED",
            "locale": .members([
                ("language", tags.first.map(JSONValue.string)), ("country", country.map(JSONValue.string)),
            ]),
            "transcriptType": "CLOSED_CAPTION",
        ]
    }

    func bringCaptions(
        _ noted: LinkedInVideoPlaces, to address: String, _ errand: Errand, _ fitted: FittedMedia, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        var places = noted
        places.captions = nil
        guard let captions = fitted.captions.first else { return .working(places.noted, askAgain: errand.now) }
        let call = Call(
            .post, address, headers: [errand.signedIn.credentials.bearer],
            body: .multipart(
                [("metadata", LinkedIn.aboutCaptions(in: captions.language).text)],
                files: [
                    Call.FilePart(
                        field: "file", fileName: "captions.srt", type: FittedCaptions.srtType, path: captions.srt.path)
                ]), deadline: Uploading.deadline(bytes: captions.srt.bytes))
        let reply = try await line.call(call, unit: LinkedInUnit.upload)
        if reply.isSuccess { return .working(places.noted, askAgain: reply.at) }
        let answer = LinkedIn.errors.preparation(of: LinkedIn.complaint(reply))
        guard case .refused(let refusal) = answer, [.invalidContent, .media, .gone].contains(refusal.kind) else {
            return answer
        }
        return .refused(LinkedIn.captionsRefused(reply))
    }

    static func noPlaceForCaptions(_ reply: Reply) -> Refusal {
        Refusal(
            .media, "LinkedIn gave no place for the video's captions.", do: "Leave them out, and send it again.",
            answer: reply.words, status: reply.status)
    }

    private static func captionsRefused(_ reply: Reply) -> Refusal {
        Refusal(
            .media, "LinkedIn did not take the video's captions.",
            do: "Look through them, or leave them out, and send it again.", answer: reply.words, status: reply.status)
    }
}
