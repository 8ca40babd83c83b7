public import KicauCore

/// Pictures and documents: one place for all the bytes. Videos have ways of their own.
extension LinkedIn {
    /// As LinkedIn calls what goes the same way.
    private enum Piece: String {
        case image, document

        init(_ fitted: FittedMedia) { self = fitted.isDocument ? .document : .image }

        func place(_ app: AppKeys) -> String { LinkedInWire.api(app) + "/rest/\(rawValue)s" }
    }

    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        if fitted.isVideo { return await uploadVideo(errand, fitted, before, via: line) }
        let piece = Piece(fitted)
        if let before, let urn = before[piece.rawValue]?.string {
            return await ready(piece, urn, asked: before["asked"]?.int ?? 0, errand, via: line)
        }
        return await begin(piece, errand, fitted, via: line)
    }

    private func begin(
        _ piece: Piece, _ errand: Errand, _ fitted: FittedMedia, via line: any Line
    ) async -> Preparation {
        let signedIn = errand.signedIn
        let start = Call(
            .post, piece.place(signedIn.app), query: [("action", "initializeUpload")],
            headers: LinkedInWire.headers(signedIn),
            body: .json(["initializeUploadRequest": ["owner": .string(signedIn.account.remoteID)]]))
        do throws(LineFailure) {
            let begun = try await line.call(start, unit: LinkedInUnit.upload)
            guard begun.isSuccess, let value = begun.json?["value"], let urn = value[piece.rawValue]?.string,
                let address = value["uploadUrl"]?.string
            else { return LinkedIn.errors.preparation(of: LinkedIn.complaint(begun)) }
            let bytes = Call(
                .put, address, headers: [signedIn.credentials.bearer],
                body: .file(path: fitted.path, type: fitted.mimeType),
                deadline: Uploading.deadline(bytes: fitted.bytes))
            let sent = try await line.call(bytes, unit: LinkedInUnit.upload)
            guard sent.isSuccess else { return LinkedIn.errors.preparation(of: LinkedIn.complaint(sent)) }
            return .working([piece.rawValue: .string(urn)], askAgain: sent.at + .seconds(3))
        } catch { return error.preparation }
    }

    /// Only organisations may ask whether it is ready; a member's has had its few seconds by now.
    private func ready(
        _ piece: Piece, _ urn: String, asked: Int, _ errand: Errand, via line: any Line
    ) async -> Preparation {
        let signedIn = errand.signedIn
        let named = [piece.rawValue: JSONValue.string(urn)]
        guard signedIn.account.isOrganisation else { return .ready(named, expires: nil) }
        let call = Call(
            .get, piece.place(signedIn.app) + "/" + PercentEncoding.encoded(urn),
            headers: LinkedInWire.headers(signedIn))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess else { return LinkedIn.errors.preparation(of: LinkedIn.complaint(reply)) }
            switch reply.json?["status"]?.string {
            case "PROCESSING_FAILED": return .refused(LinkedIn.unread(piece, reply))
            case "WAITING_UPLOAD", "PROCESSING":
                return LinkedIn.waiting(urn, as: piece.rawValue, asked: asked + 1, at: reply.at)
            default: return .ready(named, expires: nil)
            }
        } catch { return error.preparation }
    }

    private static func unread(_ piece: Piece, _ reply: Reply) -> Refusal {
        switch piece {
        case .image:
            Refusal(
                .media, "LinkedIn could not read one of the pictures.", do: "Use another picture or another format.",
                answer: reply.words, status: reply.status)
        case .document:
            Refusal(
                .media, "LinkedIn could not read the document.", do: "Export it as a PDF anew, and send it again.",
                answer: reply.words, status: reply.status)
        }
    }
}
