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

    public func takesHints(for account: Account) -> Bool { true }

    public func hear(_ hint: Hint, of signedIn: SignedIn, now: Instant, via line: any Line) async -> HintEnd {
        do {
            let reply = try await line.call(Call(.get, "fake:hint/\(hint.remoteID)"), unit: MeterUnit("owned_read"))
            let fields = reply.text.split(separator: "\t").map(String.init)
            switch reply.status {
            case 200 where fields.count == 2:
                return .said(
                    Said(
                        kind: .mention, receipt: Receipt(remoteID: hint.remoteID, url: nil),
                        speaker: Speaker(remoteID: "p-1", handle: fields[0], name: ""), text: fields[1], at: now,
                        about: nil))
            case 401: return .signedOut(Refusal(.token, "The token is dead.", do: "Reconnect.", status: 401))
            case 403: return .refused(Refusal(.permission, "It may not listen.", do: "Allow it.", status: 403))
            case 404: return .nothing
            default: return .postponed(until: now + .minutes(1), .platformBusy(answer: reply.text))
            }
        } catch {
            guard case .neverLeft(let until, let why) = error else {
                return .postponed(until: now + .minutes(1), .platformBusy(answer: nil))
            }
            return .postponed(until: until, why)
        }
    }

    public func subscription(of signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription {
        await bell(.get, now: now, via: line)
    }

    public func subscribe(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription {
        await bell(.post, now: now, via: line)
    }

    private func bell(_ method: Call.Method, now: Instant, via line: any Line) async -> Subscription {
        do {
            let reply = try await line.call(Call(method, "fake:bell"), unit: MeterUnit("owned_read"))
            switch reply.status {
            case 200: return reply.text == "yes" ? .subscribed : .missing
            case 403: return .refused(Refusal(.permission, "It may not ring.", do: "Allow it.", status: 403))
            default: return .postponed(until: now + .minutes(1), .platformBusy(answer: reply.text))
            }
        } catch {
            return .postponed(until: now + .minutes(1), .platformBusy(answer: nil))
        }
    }

    /// Its signature is the client secret itself, and its body names accounts, with a number behind a sign where it points
    /// at something: "ayu#12".
    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        guard knock.headers["signature"] == app.clientSecret.reveal() else { return .refused("Wrong signature.") }
        if let challenge = knock.query["challenge"] {
            return .challenged(type: "text/plain", body: challenge + word.prefix(1))
        }
        let pairs = String(decoding: knock.body, as: UTF8.self).split(separator: ",").map { $0.split(separator: "#") }
        var hints: [String: [Hint]] = [:]
        for pair in pairs where pair.count == 2 {
            if let hint = Hint(post: String(pair[1])) { hints[String(pair[0]), default: []].append(hint) }
        }
        return .rings(for: Set(pairs.compactMap { $0.first.map(String.init) }), hints: hints)
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
