public import KicauCore

extension LinkedIn {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        if fitted.isVideo { return await uploadVideo(errand, fitted, before, via: line) }
        if let before, let urn = before["image"]?.string { return await ready(urn, before, errand, via: line) }
        let signedIn = errand.signedIn
        let start = Call(
            .post, LinkedInWire.api(signedIn.app) + "/rest/images", query: [("action", "initializeUpload")],
            headers: LinkedInWire.headers(signedIn),
            body: .json(["initializeUploadRequest": ["owner": .string(signedIn.account.remoteID)]]))
        do throws(LineFailure) {
            let begun = try await line.call(start, unit: LinkedInUnit.upload)
            guard begun.isSuccess, let value = begun.json?["value"], let urn = value["image"]?.string,
                let address = value["uploadUrl"]?.string
            else { return LinkedIn.errors.preparation(of: LinkedIn.complaint(begun)) }
            let bytes = Call(
                .put, address, headers: [signedIn.credentials.bearer],
                body: .file(path: fitted.path, type: fitted.mimeType), deadline: .seconds(60))
            let sent = try await line.call(bytes, unit: LinkedInUnit.upload)
            guard sent.isSuccess else { return LinkedIn.errors.preparation(of: LinkedIn.complaint(sent)) }
            return .working(["image": .string(urn)], askAgain: sent.at + .seconds(3))
        } catch { return error.preparation }
    }

    /// Only organisations may ask whether a picture is ready; a member's has had its few seconds by now.
    private func ready(
        _ urn: String, _ before: [String: JSONValue], _ errand: Errand, via line: any Line
    ) async -> Preparation {
        let signedIn = errand.signedIn
        guard signedIn.account.isOrganisation else { return .ready(before, expires: nil) }
        let call = Call(
            .get, LinkedInWire.api(signedIn.app) + "/rest/images/" + PercentEncoding.encoded(urn),
            headers: LinkedInWire.headers(signedIn))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess else { return LinkedIn.errors.preparation(of: LinkedIn.complaint(reply)) }
            switch reply.json?["status"]?.string {
            case "PROCESSING_FAILED":
                return .refused(
                    Refusal(
                        .media, "LinkedIn could not read one of the pictures.",
                        do: "Use another picture or another format.", answer: reply.words, status: reply.status))
            case "WAITING_UPLOAD", "PROCESSING": return .working(before, askAgain: reply.at + .seconds(5))
            default: return .ready(before, expires: nil)
            }
        } catch { return error.preparation }
    }
}
