import KicauCore

extension SimPlatform {
    func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        switch style {
        case .keyed: await lookAtKey(errand, line)
        case .staged where errand.part.role != .comment: await lookAtContainer(errand, line)
        case .answersTwice where errand.part.role != .comment:
            .askBySending(Evidence("It names the first when it is sent again.", at: errand.now))
        case .readBack, .weak, .staged, .answersTwice: await lookAtList(errand, doubt, line)
        }
    }

    private func lookAtKey(_ errand: Errand, _ line: any Line) async -> Finding {
        switch await read(.key, errand, line) {
        case .no(let finding): return finding
        case .yes(let lines):
            guard let first = lines.first?.first else {
                return .absent(Evidence("Nothing stands at its key.", at: errand.now, compared: 1))
            }
            return .found(Receipt(remoteID: first, url: nil))
        }
    }

    private func lookAtContainer(_ errand: Errand, _ line: any Line) async -> Finding {
        guard let container = errand.progress.prepared.first?.result["media"]?.string else {
            return .absent(Evidence("Nothing was staged.", at: errand.now))
        }
        switch await ask(request(.container, errand, media: container), unit: "read", line) {
        case .lost(let failure): return SimPlatform.finding(failure, errand.now)
        case .answer(let reply):
            let words = reply.text.split(separator: " ").map(String.init)
            guard reply.status == 200, let state = words.first else { return finding(reply, errand.now) }
            switch state {
            case "published": return .found(Receipt(remoteID: words.last ?? "", url: nil))
            case "finished", "expired":
                return .absent(Evidence("What was staged was not published.", at: errand.now, compared: 1))
            default: return .couldNotLook(until: errand.now + .seconds(30), .notReady(answer: nil))
            }
        }
    }

    private func lookAtList(_ errand: Errand, _ doubt: Doubt, _ line: any Line) async -> Finding {
        switch await read(.list, errand, line) {
        case .no(let finding): return finding
        case .yes(let lines):
            let since = doubt.since - SimPlatform.clockSlack
            let ours = lines.first { $0.count == 3 && $0[2] == errand.part.wireText && Int64($0[1]) ?? 0 >= since.ms }
            if let ours { return .found(Receipt(remoteID: ours[0], url: nil)) }
            return .notSeen(Evidence("\(lines.count) posts were compared.", at: errand.now, compared: lines.count))
        }
    }

    private enum Reading {
        case yes([[String]])
        case no(Finding)
    }

    private func read(_ kind: Request.Kind, _ errand: Errand, _ line: any Line) async -> Reading {
        switch await ask(request(kind, errand), unit: "read", line) {
        case .lost(let failure): return .no(SimPlatform.finding(failure, errand.now))
        case .answer(let reply):
            guard reply.status == 200, reply.text != "<html>" else { return .no(finding(reply, errand.now)) }
            return .yes(
                reply.text.split(separator: "\n").map {
                    $0.split(separator: "\t", maxSplits: 2).map(String.init)
                })
        }
    }

    private func finding(_ reply: Reply, _ now: Instant) -> Finding {
        switch reply.status {
        case 401: .signedOut(SimPlatform.signedOut)
        case 429: .couldNotLook(until: now + .milliseconds(Int64(reply.text) ?? 0), .rateLimited(answer: nil))
        default: .couldNotLook(until: now + .seconds(30), .platformBusy(answer: nil))
        }
    }

    private static func finding(_ failure: LineFailure, _ now: Instant) -> Finding {
        switch failure {
        case .neverLeft(let until, let why): .couldNotLook(until: until, why)
        case .noAnswer: .couldNotLook(until: now + .seconds(30), .platformBusy(answer: nil))
        }
    }
}
