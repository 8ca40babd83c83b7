import KicauCore

/// Videos and moving GIFs: a place is asked for, filled piece by piece, closed, and then X looks it through.
///
/// What has arrived is noted after every stretch: the id of the place, and the number of the next piece.
extension X {
    /// Half of what the server takes, as the guide advises.
    static let chunkBytes = 4 << 20

    func uploadInPieces(
        _ errand: Errand, _ fitted: FittedMedia, _ before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        do throws(LineFailure) {
            guard let mediaID = before?["media_id"]?.string else {
                return try await begin(errand, fitted, via: line)
            }
            guard before?["done"] == nil else { return X.closed(await status(of: mediaID, errand, via: line)) }
            return try await fill(mediaID, from: before?["piece"]?.int ?? 0, errand, fitted, via: line)
        } catch { return error.preparation }
    }

    private func begin(
        _ errand: Errand, _ fitted: FittedMedia, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let call = Call(
            .post, X.uploadURL(errand) + "/initialize",
            body: .json([
                "media_type": .string(fitted.mimeType), "total_bytes": .integer(Int64(fitted.bytes)),
                "media_category": fitted.isVideo ? "tweet_video" : "tweet_gif",
            ]))
        let reply = try await line.call(call, unit: XUnit.mediaUpload)
        guard reply.isSuccess, let id = reply.json?.at("data", "id")?.string else {
            return X.errors.preparation(of: X.complaint(reply))
        }
        return try await fill(id, from: 0, errand, fitted, via: line)
    }

    /// A piece sent twice takes the place of the first.
    private func fill(
        _ mediaID: String, from first: Int, _ errand: Errand, _ fitted: FittedMedia, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let place = X.uploadURL(errand) + "/" + PercentEncoding.encoded(mediaID)
        var piece = first
        while piece * X.chunkBytes < fitted.bytes {
            let bytes = piece * X.chunkBytes..<min((piece + 1) * X.chunkBytes, fitted.bytes)
            let file = Call.FilePart(
                field: "media", fileName: "piece", type: "application/octet-stream", path: fitted.path, piece: bytes)
            let call = Call(
                .post, place + "/append",
                body: .multipart([("segment_index", String(piece))], files: [file]),
                deadline: Uploading.deadline(bytes: bytes.count))
            let reply = try await line.call(call, unit: XUnit.mediaUpload)
            guard reply.isSuccess else { return X.lost(X.complaint(reply)) }
            piece += 1
            if piece * X.chunkBytes < fitted.bytes, reply.at - errand.now > Uploading.stretch {
                return .working(["media_id": .string(mediaID), "piece": .integer(Int64(piece))], askAgain: reply.at)
            }
        }
        let call = Call(.post, place + "/finalize", deadline: .seconds(60))
        let reply = try await line.call(call, unit: XUnit.mediaUpload)
        guard reply.isSuccess else { return X.lost(X.complaint(reply)) }
        return X.closed(X.uploaded(reply))
    }

    /// No more bytes are to be sent, only the state to be asked for.
    private static func closed(_ answer: Preparation) -> Preparation {
        guard case .working(let known, let askAgain) = answer else { return answer }
        return .working(known.merging(["done": true]) { _, new in new }, askAgain: askAgain)
    }

    /// A place that X has forgotten is asked for anew.
    private static func lost(_ complaint: Complaint) -> Preparation {
        guard case .refused(let refusal) = errors.preparation(of: complaint), refusal.kind == .gone else {
            return errors.preparation(of: complaint)
        }
        return .stageAgain(
            Refusal(
                .newContainer, "X has forgotten the upload that was begun; it is begun again.", do: "Nothing to do.",
                answer: refusal.answer, status: refusal.status))
    }
}
