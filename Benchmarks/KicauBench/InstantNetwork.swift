import KicauCore
import KicauStore

/// A network that takes every post at once, over a wire or without: what is measured is Kicau.
struct InstantNetwork: Platform {
    let id: PlatformID
    let name: String
    /// What one post is priced by in the network's own book.
    let unit: String
    /// Where it listens: "http://127.0.0.1:8086".
    let address: String

    /// All seven, under their own names, so that a data folder filled with them opens in the real program.
    static func all(at address: String) -> [InstantNetwork] {
        [
            ("x", "X", "post_create"), ("facebook", "Facebook", "publish"), ("instagram", "Instagram", "publish"),
            ("threads", "Threads", "publish"), ("linkedin", "LinkedIn", "publish"),
            ("mastodon", "Mastodon", "publish"), ("bluesky", "Bluesky", "publish"),
        ].map { InstantNetwork(id: PlatformID($0), name: $1, unit: $2, address: address) }
    }

    var signIn: SignInForm { SignInForm(kind: .appPassword, scopes: ["all"], needsAppKeys: false) }

    var rules: PlatformRules {
        PlatformRules(
            textLimit: Fact(500, from: "made up for measuring", read: "2026-11-23"),
            maxPictures: Fact(4, from: "made up for measuring", read: "2026-11-23"), maxAltLength: 1000,
            canThread: true, canFirstComment: false, canDelete: true, settleTime: .seconds(60), absence: .certain)
    }

    func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let parts = post.parts.enumerated().map { number, part in
            RenderedPart(
                role: number == 0 ? .post : .threadPart, wireText: part.text, shownText: part.text, spans: [],
                media: [], units: [MeterUnit(unit)])
        }
        let lengths = post.parts.map { TextLength(used: $0.text.count, limit: 500, unit: "characters") }
        return Rendered(rendition: Rendition(platform: id, parts: parts), lengths: lengths, broken: [])
    }

    func steps(for rendition: Rendition) -> [Step] {
        rendition.parts.indices.map { Step(.commit, "post", part: $0) }
    }

    func prepare(_ errand: Errand, before: [String: JSONValue]?, via line: any Line) async -> Preparation {
        .ready([:], expires: nil)
    }

    func commit(_ errand: Errand, via line: any Line) async -> Outcome {
        let text = errand.rendition.parts[errand.step.part].wireText
        let call = Call(
            .post, "\(address)/posts/\(errand.key)", body: .json(.object(["text": .string(text)])), isCommit: true)
        do {
            let reply = try await line.call(call, unit: MeterUnit(unit))
            guard let answer = try? JSONText.decode(Answer.self, from: reply.text) else {  // unreadable is no yes
                return .unknown(Trace(what: "no identity came back", status: reply.status, at: reply.at))
            }
            return .published(Receipt(remoteID: answer.id, url: "\(address)/posts/\(answer.id)"))
        } catch {
            switch error {
            case .neverLeft(let until, let why): return .postponed(until: until, why)
            case .noAnswer(let trace): return .unknown(trace)
            }
        }
    }

    private struct Answer: Decodable { let id: String }

    func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        .absent(Evidence("An instant network leaves no doubt.", at: errand.now))
    }

    func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion { .deleted }

    func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let handle = request.handle ?? "one"
        return .done([
            FoundAccount(
                remoteID: handle, handle: handle, displayName: handle,
                credentials: Credentials(accessToken: Redacted("token-of-\(handle)")),
                app: AppKeys(clientID: "", clientSecret: Redacted("")))
        ])
    }

    func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] { [] }

    func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed { .notNeeded }

    func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        .known(
            remoteID: signedIn.account.remoteID, handle: signedIn.account.handle,
            displayName: signedIn.account.displayName, traits: [:])
    }
}
