public import KicauCore

extension X {
    /// Liking is gone from all plans one can buy by oneself since 2026-04-20 (docs.x.com, changelog; read 2026-08-22), so
    /// neither the call nor its permission is asked for.
    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        switch deed {
        case .like, .unlike, .approve, .ignore: .notOffered
        case .hide: await hide(said, true, signedIn, via: line)
        case .unhide: await hide(said, false, signedIn, via: line)
        }
    }

    /// X sets what is asked for, so it may be asked twice.
    private func hide(_ said: Said, _ isHidden: Bool, _ signedIn: SignedIn, via line: any Line) async -> DeedEnd {
        guard said.kind != .mention else { return .refused(X.hidesOnlyAnswers) }
        let call = Call(
            .put, X.api(signedIn.app) + "/2/tweets/" + PercentEncoding.encoded(said.receipt.remoteID) + "/hidden",
            body: .json(["hidden": .bool(isHidden)]))
        do throws(LineFailure) {
            let reply = try await authorised(line, as: signedIn).call(call, unit: XUnit.contentManage)
            guard reply.isSuccess else { return X.hidingErrors.deed(of: X.complaint(reply)) }
            guard reply.json?.at("data", "hidden")?.bool == isHidden else {
                return .unknown(
                    Trace(
                        what: "X did not say that the answer is as it should be", status: reply.status,
                        answer: reply.words, at: reply.at))
            }
            return .done
        } catch { return error.deed }
    }

    /// The words of the common table are about sending.
    private static let hidingErrors = ErrorTable(
        network: errors.network,
        rows: [
            ErrorRow(
                .permission, status: 403, marker: "You are not permitted to perform this action",
                hidesOnlyAnswers.what, do: hidesOnlyAnswers.toDo)
        ] + errors.rows)

    private static let hidesOnlyAnswers = Refusal(
        .permission, "X hides only what answers a post of this account.", do: "Mute or block its author on X itself.")
}
