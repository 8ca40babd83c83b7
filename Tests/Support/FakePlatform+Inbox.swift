public import KicauCore

/// What is said on the small network: one line each, the newest last; the mark is how many were read.
extension FakePlatform {
    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        let read = listening.mark["read"]?.int ?? 0
        do {
            let reply = try await line.call(Call(.get, "fake:said"), unit: MeterUnit("owned_read"))
            switch reply.status {
            case 200: break
            case 401: return .signedOut(Refusal(.token, "The token is dead.", do: "Reconnect.", status: 401))
            case 403: return .refused(Refusal(.permission, "It may not listen.", do: "Allow it.", status: 403))
            default: return .postponed(until: listening.now + .minutes(1), .platformBusy(answer: reply.text))
            }
            let lines = reply.text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
            let said = lines.dropFirst(read).filter { $0.count == 4 }.map { fields in
                Said(
                    kind: fields[1] == "-" ? .mention : .reply, receipt: Receipt(remoteID: fields[0], url: nil),
                    speaker: Speaker(remoteID: "p-1", handle: fields[2], name: ""), text: fields[3],
                    at: listening.now, about: fields[1] == "-" ? nil : fields[1])
            }
            return .said(Array(said), mark: ["read": .integer(Int64(lines.count))])
        } catch {
            guard case .neverLeft(let until, let why) = error else {
                return .postponed(until: listening.now + .minutes(1), .platformBusy(answer: nil))
            }
            return .postponed(until: until, why)
        }
    }

    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        do {
            let reply = try await line.call(
                Call(.post, "fake:deed", body: .form([("deed", deed.rawValue), ("id", said.receipt.remoteID)])),
                unit: MeterUnit("owned_read"))
            return reply.status == 200
                ? .done : .refused(Refusal(.gone, "It is gone there.", do: "Nothing.", answer: reply.text))
        } catch {
            guard case .neverLeft(let until, let why) = error else {
                return .unknown(Trace(what: "no answer", at: now))
            }
            return .postponed(until: until, why)
        }
    }

    /// Its signature is the client secret itself, and its body names accounts.
    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        guard knock.headers["signature"] == app.clientSecret.reveal() else { return .refused("Wrong signature.") }
        if let challenge = knock.query["challenge"] {
            return .challenged(type: "text/plain", body: challenge + word.prefix(1))
        }
        return .rings(for: Set(String(decoding: knock.body, as: UTF8.self).split(separator: ",").map(String.init)))
    }

    public func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition {
        do {
            let reply = try await line.call(
                Call(
                    .post, "fake:edit",
                    body: .form([("id", published.receipt.remoteID), ("text", part.wireText)])),
                unit: MeterUnit("owned_read"))
            return reply.status == 200
                ? .edited(published.receipt)
                : .refused(Refusal(.gone, "It is gone there.", do: "Nothing.", answer: reply.text))
        } catch {
            guard case .neverLeft(let until, let why) = error else {
                return .unknown(Trace(what: "no answer", at: now))
            }
            return .postponed(until: until, why)
        }
    }
}
