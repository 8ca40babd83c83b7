import KicauCore

/// The connector to one simulated network: it answers as the real ones do, in every way a call can end.
struct SimPlatform: Platform {
    let style: Style

    static let settleTime = Duration.seconds(60)
    /// The networks' clocks and ours differ; the real connectors allow as much.
    static let clockSlack = Duration.seconds(30)

    var id: PlatformID { style.platform }
    var name: String { style.rawValue }
    var signIn: SignInForm { SignInForm(kind: .appPassword, scopes: [], needsAppKeys: false) }

    var rules: PlatformRules {
        PlatformRules(
            textLimit: Fact(500, from: "made up", read: "2026-06-01"),
            maxPictures: Fact(4, from: "made up", read: "2026-06-01"), maxAltLength: 100, canThread: true,
            canFirstComment: style.canComment, canDelete: true, settleTime: SimPlatform.settleTime,
            absence: style.absence)
    }

    func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let unit = MeterUnit(style == .weak ? "post_create" : "publish")
        var parts = post.parts.enumerated().map { number, part in
            RenderedPart(
                role: number == 0 ? .post : .threadPart, wireText: part.text, shownText: part.text, spans: [],
                media: [], units: [unit])
        }
        if let comment = post.firstComment {
            parts.append(
                RenderedPart(
                    role: .comment, wireText: comment, shownText: comment, spans: [], media: [],
                    units: [MeterUnit("comment")]))
        }
        return Rendered(rendition: Rendition(platform: id, parts: parts), lengths: [], broken: [])
    }

    func steps(for rendition: Rendition) -> [Step] {
        rendition.parts.enumerated().flatMap { number, part in
            stages(part)
                ? [Step(.prepare, "stage", part: number), Step(.commit, "post", part: number)]
                : [Step(.commit, "post", part: number)]
        }
    }

    /// Containers hold every part but comments; uploads hold pictures.
    private func stages(_ part: RenderedPart) -> Bool {
        style == .staged ? part.role != .comment : part.wireText.hasSuffix("with pictures")
    }

    func prepare(_ errand: Errand, before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        if style == .staged, let container = before?["media"]?.string { return await poll(container, errand, line) }
        switch await ask(request(.stage, errand), unit: "upload", line) {
        case .lost(let failure): return SimPlatform.preparation(failure, errand.now)
        case .answer(let reply):
            let words = reply.text.split(separator: " ")
            guard reply.status == 200, words.count == 2, let life = Int64(words[1]) else {
                return preparation(reply, errand.now)
            }
            let result = ["media": JSONValue.string(String(words[0]))]
            guard style == .staged else { return .ready(result, expires: errand.now + .milliseconds(life)) }
            return .working(result, askAgain: errand.now + .seconds(2))
        }
    }

    private func poll(_ container: String, _ errand: Errand, _ line: any Line) async -> Preparation {
        switch await ask(request(.container, errand, media: container), unit: "read", line) {
        case .lost(let failure): return SimPlatform.preparation(failure, errand.now)
        case .answer(let reply):
            let words = reply.text.split(separator: " ")
            guard reply.status == 200, let state = words.first else { return preparation(reply, errand.now) }
            let result = ["media": JSONValue.string(container)]
            switch state {
            case "working": return .working(result, askAgain: errand.now + .seconds(5))
            case "finished":
                let life = words.count == 2 ? Int64(words[1]) ?? 0 : 0
                return .ready(result, expires: errand.now + .milliseconds(life))
            case "expired": return .stageAgain(SimPlatform.dead)
            default: return .postponed(until: errand.now + .seconds(5), .platformBusy(answer: nil))
            }
        }
    }

    func receipt(of link: String, for account: Account) -> Receipt? {
        Receipt(remoteID: link.replacing("https://sim.example/", with: ""), url: link)
    }

    func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        let parent = errand.progress.receipts[errand.step.part - 1]?.remoteID
        if errand.step.part > 0, parent == nil { return .refused(SimPlatform.refusal("the part before is not known")) }
        let unit = errand.part.units.first?.name ?? ""
        switch await ask(request(.commit, errand, parent: parent, media: staged(errand)), unit: unit, line) {
        case .lost(.neverLeft(let until, let why)): return .postponed(until: until, why)
        case .lost(.noAnswer(let trace)): return .unknown(trace)
        case .answer(let reply): return outcome(reply, errand)
        }
    }

    private func outcome(_ reply: Reply, _ errand: Errand) -> Outcome {
        switch reply.status {
        case 201: .published(Receipt(remoteID: reply.text, url: "https://sim.example/\(reply.text)"))
        case 400: .refused(SimPlatform.refusal(reply.text))
        case 401: .signedOut(SimPlatform.signedOut)
        case 409: .duplicate(of: nil, SimPlatform.refusal("duplicate"))
        case 410: .stageAgain(SimPlatform.dead)
        case 422: .duplicate(of: Receipt(remoteID: reply.text, url: nil), SimPlatform.refusal("duplicate"))
        case 429:
            .postponed(until: errand.now + .milliseconds(Int64(reply.text) ?? 0), .rateLimited(answer: nil))
        default:
            .unknown(Trace(what: "no clear answer", status: reply.status, answer: reply.text, at: errand.now))
        }
    }

    private func staged(_ errand: Errand) -> String? { errand.progress.prepared.first?.result["media"]?.string }
}

extension SimPlatform {
    enum Answer {
        case answer(Reply)
        case lost(LineFailure)
    }

    func ask(_ request: Request, unit: String, _ line: any Line) async -> Answer {
        do throws(LineFailure) {
            // X calls its units by other names.
            let names = ["upload": "media_upload", "read": "owned_read"]
            let name = style == .weak ? names[unit] ?? unit : unit
            return .answer(try await line.call(request.call, unit: MeterUnit(name)))
        } catch {
            return .lost(error)
        }
    }

    func request(_ kind: Request.Kind, _ errand: Errand, parent: String? = nil, media: String? = nil) -> Request {
        Request(
            kind, style, account: errand.signedIn.account.remoteID,
            token: errand.signedIn.credentials.accessToken.reveal(), key: errand.key, text: errand.part.wireText,
            parent: parent, media: media)
    }

    fileprivate func preparation(_ reply: Reply, _ now: Instant) -> Preparation {
        switch reply.status {
        case 400: .refused(SimPlatform.refusal(reply.text))
        case 401: .signedOut(SimPlatform.signedOut)
        case 429: .postponed(until: now + .milliseconds(Int64(reply.text) ?? 0), .rateLimited(answer: nil))
        default: .postponed(until: now + .seconds(5), .platformBusy(answer: nil))
        }
    }

    fileprivate static func preparation(_ failure: LineFailure, _ now: Instant) -> Preparation {
        switch failure {
        case .neverLeft(let until, let why): .postponed(until: until, why)
        case .noAnswer: .postponed(until: now + .seconds(5), .platformBusy(answer: nil))
        }
    }

    static func refusal(_ answer: String) -> Refusal {
        Refusal(.invalidContent, "The network will not take this.", do: "Change it.", answer: answer, status: 400)
    }
    static let signedOut = Refusal(.token, "The token is dead.", do: "Reconnect.", status: 401)
    static let dead = Refusal(.newContainer, "What was staged is gone.", do: "It is staged again.", status: 410)
}
