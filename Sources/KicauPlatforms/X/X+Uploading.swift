public import KicauCore

extension X {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        let line = authorised(line, as: errand.signedIn)
        if errand.step.name == "people" { return await lookUpTagged(errand, before, via: line) }
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        return switch errand.step.name {
        case "alt text": await describe(errand, fitted, via: line)
        case "captions": await caption(errand, fitted, before, via: line)
        default:
            if fitted.isVideo || fitted.mimeType == "image/gif" {
                await uploadInPieces(errand, fitted, before, via: line)
            } else {
                await uploadWhole(errand, fitted, before, via: line)
            }
        }
    }

    static func uploadURL(_ errand: Errand) -> String { api(errand.signedIn.app) + "/2/media/upload" }

    private func uploadWhole(
        _ errand: Errand, _ fitted: FittedMedia, _ before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        if let known = before?["media_id"]?.string { return await status(of: known, errand, via: line) }
        let file = Call.FilePart(field: "media", fileName: "picture", type: fitted.mimeType, path: fitted.path)
        let call = Call(
            .post, X.uploadURL(errand),
            body: .multipart(XWire.uploadFields, files: [file]), deadline: .seconds(60))
        do throws(LineFailure) {
            return X.uploaded(try await line.call(call, unit: XUnit.mediaUpload))
        } catch { return error.preparation }
    }

    func status(of mediaID: String, _ errand: Errand, via line: any Line) async -> Preparation {
        let call = Call(
            .get, X.uploadURL(errand), query: [("command", "STATUS"), ("media_id", mediaID)])
        do throws(LineFailure) {
            return X.uploaded(try await line.call(call, unit: XUnit.mediaUpload))
        } catch { return error.preparation }
    }

    static func uploaded(_ reply: Reply) -> Preparation {
        guard reply.isSuccess, let upload = reply.json?["data"], let id = upload["id"]?.string else {
            return errors.preparation(of: complaint(reply))
        }
        let life = upload["expires_after_secs"]?.int
        let known: [String: JSONValue] = ["media_id": .string(id)]
        switch upload.at("processing_info", "state")?.string {
        case "pending", "in_progress":
            let wait = upload.at("processing_info", "check_after_secs")?.int ?? 5
            return .working(known, askAgain: reply.at + .seconds(max(1, wait)))
        case "failed":
            return .refused(
                Refusal(
                    .media, "X could not read a picture or video of this post.",
                    do: "Use another one, or another format.",
                    answer: reply.words, status: reply.status))
        default:
            return .ready(known, expires: life.map { reply.at + .seconds($0) })
        }
    }

    private func describe(_ errand: Errand, _ fitted: FittedMedia, via line: any Line) async -> Preparation {
        guard let mediaID = mediaID(of: errand) else {
            return .stageAgain(
                Refusal(.newContainer, "The picture has to be uploaded to X again.", do: "Nothing to do."))
        }
        let call = Call(
            .post, X.api(errand.signedIn.app) + "/2/media/metadata",
            body: .json(XWire.altText(fitted.alt, mediaID: mediaID)))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: XUnit.mediaMetadata)
            return reply.isSuccess
                ? .ready(["media_id": .string(mediaID)], expires: nil) : X.errors.preparation(of: X.complaint(reply))
        } catch { return error.preparation }
    }

    func mediaID(of errand: Errand) -> String? {
        errand.progress.prepared.first {
            $0.step.name == "upload" && $0.step.part == errand.step.part && $0.step.picture == errand.step.picture
        }?.result["media_id"]?.string
    }
}
