public import KicauCore
import KicauText

extension Bluesky {
    public func prepare(
        _ errand: Errand, before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        let line = proving(line, for: errand.signedIn)
        return switch errand.step.name {
        case "mentions": await findPeople(errand, via: line)
        case "gates": await putGates(errand, via: line)
        case "parent": await findParent(errand, via: line)
        case "quote": await findQuoted(errand, via: line)
        case "captions": await bringCaptions(errand, before, via: line)
        default: await upload(errand, before, via: line)
        }
    }

    private func upload(_ errand: Errand, _ before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        guard let fitted = errand.fitted else { return .refused(Errand.noPicture()) }
        let answer: Preparation
        if fitted.isVideo {
            answer = await uploadVideo(errand, fitted, before, via: line)
        } else {
            do throws(LineFailure) { answer = try await uploadBlob(fitted, errand, via: line) } catch {
                answer = error.preparation
            }
        }
        guard errand.step.name == "upload", case .ready(var result, let expires) = answer else { return answer }
        result["shape"] = BlueskyPiece.shape(of: fitted)
        return .ready(result, expires: expires)
    }

    /// Straight to the account's own server.
    func uploadBlob(
        _ fitted: FittedMedia, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        try await uploadFile(fitted.path, fitted.mimeType, fitted.bytes, errand, via: line)
    }

    func uploadFile(
        _ path: String, _ type: String, _ bytes: Int, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        let signedIn = errand.signedIn
        let call = Call(
            .post, BlueskyWire.url(signedIn.account.server, "com.atproto.repo.uploadBlob"),
            headers: [signedIn.credentials.bearer], body: .file(path: path, type: type),
            deadline: Uploading.deadline(bytes: bytes))
        let reply = try await line.call(call, unit: BlueskyUnit.upload)
        guard reply.isSuccess, let blob = reply.json?["blob"], blob.at("ref", "$link") != nil else {
            return Bluesky.errors.preparation(of: Bluesky.complaint(reply))
        }
        return .ready(["blob": blob], expires: reply.at + Bluesky.uploadLife)
    }

    /// Asks for the identity behind each handle; a handle nobody has stays plain text.
    private func findPeople(_ errand: Errand, via line: any Line) async -> Preparation {
        var people: [String: JSONValue] = [:]
        let handles = Set(errand.part.spans.filter { $0.kind == .mention }.map(BlueskyWire.handle))
        for handle in handles.sorted() {
            let call = Call(
                .get, BlueskyWire.url(errand.signedIn.account.server, "com.atproto.identity.resolveHandle"),
                query: [("handle", handle)])
            do throws(LineFailure) {
                let reply = try await line.call(call, unit: BlueskyUnit.read)
                if reply.isSuccess, let did = reply.json?["did"] {
                    people[handle] = did
                } else if reply.status == 429 || reply.status >= 500 {
                    return Bluesky.errors.preparation(of: Bluesky.complaint(reply))
                }
            } catch { return error.preparation }
        }
        return .ready(["people": .object(people)], expires: nil)
    }
}
