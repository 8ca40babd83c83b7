public import KicauCore

/// A small network with every trait the delivery protocol cares about, priced as X is.
public struct FakePlatform: Platform {
    public let absence: AbsenceProof
    public let sendLimits: [SendLimit]
    public let keptFor: Duration?
    public var showsCards = false
    /// Does it read linked pages itself?
    public var makesCards = false
    public var findsByLetters = false
    public var asksToRing = false

    public let quotas: [QuotaRule]

    public init(
        absence: AbsenceProof = .twoLooks, sendLimits: [SendLimit] = [], keptFor: Duration? = nil,
        quotas: [QuotaRule] = []
    ) {
        self.keptFor = keptFor
        self.quotas = quotas
        self.absence = absence
        self.sendLimits = sendLimits
    }

    public var id: PlatformID { "x" }
    public var name: String { "Fake" }
    public var signIn: SignInForm { SignInForm(kind: .appPassword, scopes: ["all"], needsAppKeys: false) }

    public func quotas(for call: Call) -> [QuotaRule] { quotas }

    public func isUnpaid(_ reply: Reply) -> Bool { reply.status == 402 }

    public var rules: PlatformRules {
        PlatformRules(
            textLimit: Fact(100, from: "made up", read: "2026-06-01"),
            maxPictures: Fact(4, from: "made up", read: "2026-06-01"),
            maxAltLength: 100, canThread: true, canFirstComment: false, canDelete: true, canEdit: true,
            inbox: InboxRules(
                deeds: [.like, .unlike, .hide, .unhide], listensEvery: .hours(1), keptFor: keptFor,
                asksToRing: asksToRing),
            showsCards: showsCards, settleTime: .seconds(60),
            absence: absence, sendLimits: sendLimits, tellsUsage: true)
    }

    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let parts = post.parts.enumerated().map { number, part in
            RenderedPart(
                role: number == 0 ? .post : .threadPart, wireText: part.text, shownText: part.text, spans: [],
                media: part.media.map {
                    RenderedMedia($0, .picture(PictureFit(types: ["image/png"], maxBytes: 5_000_000)))
                },
                units: [MeterUnit(part.text.contains("http") ? "post_create_url" : "post_create")],
                card: showsCards ? part.card.map { RenderedCard($0, picture: FakePlatform.thumb) } : nil)
        }
        let broken = post.parts.enumerated().filter { $0.element.text.count > 100 }.map { number, part in
            RuleBroken(
                "Part \(number + 1) is \(part.text.count - 100) characters too long.", do: "Shorten it.", part: number)
        }
        return Rendered(
            rendition: Rendition(platform: id, parts: parts, answering: post.answering),
            lengths: post.parts.map { TextLength(used: $0.text.count, limit: 100, unit: "characters") }, broken: broken)
    }

    public func trimmings(of part: RenderedPart) -> Trimmings {
        Trimmings(link: makesCards ? LinkCard.link(in: part.shownText) : nil)
    }

    private static let thumb = PictureFit(types: ["image/png"], maxBytes: 1_000_000)

    public func steps(for rendition: Rendition) -> [Step] {
        rendition.parts.enumerated().flatMap { number, part in
            part.media.indices.map { Step(.prepare, "upload", part: number, picture: $0) } + [
                Step(.commit, "post", part: number)
            ]
        }
    }

    public func prepare(_ errand: Errand, before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        do {
            let reply = try await line.call(Call(.post, "fake:upload"), unit: MeterUnit("media_upload"))
            switch reply.status {
            case 200: return .ready(["media": .string(reply.text)], expires: errand.now + .hours(24))
            case 429:
                return .postponed(until: errand.now + .milliseconds(Int64(reply.text) ?? 0), .rateLimited(answer: nil))
            case 401: return .signedOut(dead)
            default:
                return .refused(
                    Refusal(.media, "The network will not take this picture.", do: "Use another.", answer: reply.text))
            }
        } catch {
            switch error {
            case .neverLeft(let until, let why): return .postponed(until: until, why)
            case .noAnswer: return .postponed(until: errand.now + .seconds(5), .platformBusy(answer: nil))
            }
        }
    }

    public func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        var fields = [("text", errand.part.wireText)]
        let answered = errand.step.part == 0 ? errand.rendition.answering : nil
        if let parent = answered ?? errand.progress.receipts[errand.step.part - 1] {
            fields.append(("parent", parent.remoteID))
        }
        if let media = errand.progress.prepared.first?.result["media"]?.string { fields.append(("media", media)) }
        do {
            let reply = try await line.call(
                Call(.post, "fake:post", body: .form(fields), isCommit: true), unit: MeterUnit("post_create"))
            return outcome(of: reply, now: errand.now)
        } catch {
            switch error {
            case .neverLeft(let until, let why): return .postponed(until: until, why)
            case .noAnswer(let trace): return .unknown(trace)
            }
        }
    }

    private func outcome(of reply: Reply, now: Instant) -> Outcome {
        switch reply.status {
        case 201: .published(Receipt(remoteID: reply.text, url: "https://fake.example/\(reply.text)"))
        case 400:
            .refused(
                Refusal(
                    .invalidContent, "The network will not take this.", do: "Change it.", answer: reply.text,
                    status: 400))
        case 401: .signedOut(dead)
        case 409:
            .duplicate(
                of: nil,
                Refusal(.duplicate, "The network has this already.", do: "Change the text.", answer: reply.text))
        case 422:
            .duplicate(
                of: Receipt(remoteID: reply.text, url: "https://fake.example/\(reply.text)"),
                Refusal(.duplicate, "The network has this already.", do: "Change the text.", answer: reply.text))
        case 429: .postponed(until: now + .milliseconds(Int64(reply.text) ?? 0), .rateLimited(answer: nil))
        case 402: .postponed(until: now + .hours(1), .paymentRequired(answer: reply.text))
        default: .unknown(Trace(what: "no clear answer", status: reply.status, answer: reply.text, at: now))
        }
    }

    private var dead: Refusal { Refusal(.token, "The token is dead.", do: "Reconnect.", status: 401) }

    public func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        do {
            let reply = try await line.call(Call(.get, "fake:posts"), unit: MeterUnit("owned_read"))
            let lines = reply.text.split(separator: "\n").map {
                $0.split(separator: "\t", maxSplits: 2).map(String.init)
            }
            for line in lines
            where line.count == 3 && line[2] == errand.part.wireText && Int64(line[1]) ?? 0 >= doubt.since.ms
                && !errand.isKnown(line[0])
            {
                return .found(Receipt(remoteID: line[0], url: "https://fake.example/\(line[0])"))
            }
            let evidence = Evidence("\(lines.count) posts were compared.", at: errand.now, compared: lines.count)
            return rules.absence == .certain ? .absent(evidence) : .notSeen(evidence)
        } catch {
            switch error {
            case .neverLeft(let until, let why): return .couldNotLook(until: until, why)
            case .noAnswer: return .couldNotLook(until: errand.now + .seconds(30), .platformBusy(answer: nil))
            }
        }
    }

    public func receipt(of link: String, for account: Account) -> Receipt? {
        link.firstMatch(of: /post-[0-9]+/).map { Receipt(remoteID: String($0.output), url: link) }
    }

    public func readingUnits(for account: Account) -> ReadingUnits {
        ReadingUnits(
            post: [MeterUnit("owned_read")], account: [MeterUnit("user_read")], inbox: [MeterUnit("owned_read")])
    }

    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        do {
            let reply = try await line.call(
                Call(.get, "fake:posts/\(published.receipt.remoteID)"), unit: MeterUnit("owned_read"))
            switch reply.status {
            case 200:
                return .there(
                    differences: reply.text == published.part.wireText
                        ? [] : ["The network shows another text than was sent."],
                    numbers: likes(reply))
            case 404: return .gone(answer: reply.text, status: 404)
            case 401: return .signedOut(dead)
            default: return .couldNotLook(until: now + .minutes(1), .platformBusy(answer: reply.text))
            }
        } catch {
            switch error {
            case .neverLeft(let until, let why): return .couldNotLook(until: until, why)
            case .noAnswer: return .couldNotLook(until: now + .seconds(30), .platformBusy(answer: nil))
            }
        }
    }

    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        do {
            let reply = try await line.call(Call(.get, "fake:me"), unit: MeterUnit("user_read"))
            guard let followers = Int64(reply.text) else { return .none }
            return Numbers([.followers: followers], answers: [.integer(followers)])
        } catch {
            guard case .neverLeft(_, let why) = error else { return .none }
            return Numbers(missing: why.withoutNumbers)
        }
    }

    public func usage(of app: AppKeys, via line: any Line) async -> UsageAnswer {
        do {
            let reply = try await line.call(Call(.get, "fake:usage"), unit: MeterUnit("usage_read"))
            return Int64(reply.text).map { .told(AppUsage(reads: $0, cap: 1000, resets: nil)) }
                ?? .missing(.init("The network does not tell it.", do: "Ask the network.", status: reply.status))
        } catch {
            return .missing(.init("The network was not reached."))
        }
    }

    /// Its answer names them in a header, where it has counted any.
    private func likes(_ reply: Reply) -> Numbers {
        guard let likes = reply.header("likes").flatMap(Int64.init) else { return .none }
        return Numbers([.likes: likes], answers: [["likes": .integer(likes), "text": .string(reply.text)]])
    }

    public func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion { .deleted }

    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let app = AppKeys(clientID: "", clientSecret: Redacted(""))
        return .done([
            FoundAccount(
                remoteID: request.handle ?? "1", handle: request.handle ?? "one", displayName: request.handle ?? "One",
                credentials: Credentials(accessToken: Redacted("token")), app: app)
        ])
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        []
    }
    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed { .notNeeded }
    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        .known(
            remoteID: signedIn.account.remoteID, handle: signedIn.account.handle,
            displayName: signedIn.account.displayName, traits: [:])
    }
}
