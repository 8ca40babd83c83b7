public import KicauCore

/// What X counts of the app's reads. Only the app itself is told, not a person who signed in with it.
///
/// X OpenAPI 2.167, `getUsage`; docs.x.com, OAuth 2.0 app only; read 2026-07-25 and 2026-08-22.
extension X {
    /// The app's bearer is asked for each time and kept nowhere.
    public func usage(of app: AppKeys, via line: any Line) async -> UsageAnswer {
        guard let keys = X.apiKeys(app) else { return .notSet(X.noAPIKeys) }
        do throws(LineFailure) {
            let reply = try await line.call(X.appTokenCall(keys), unit: XUnit.token)
            guard reply.isSuccess, let token = reply.json.flatMap({ OAuth2.credentials($0, at: reply.at) }) else {
                return .missing(X.untold(reply, ifRefused: X.keysRefused))
            }
            let told = try await line.call(X.usageCall(token, app), unit: XUnit.usageRead)
            guard told.isSuccess, let usage = told.json?["data"].flatMap({ AppUsage($0, at: told.at) }) else {
                return .missing(X.untold(told, ifRefused: X.usageRefused))
            }
            return .told(usage)
        } catch { return .missing(error.reason.withoutNumbers) }
    }

    /// The pair of OAuth 1.0a, which is not the client id and client secret of OAuth 2.0.
    private static func apiKeys(_ app: AppKeys) -> AppKeys? {
        guard let key = app.addresses["apiKey"], let secret = app.addresses["apiKeySecret"], !key.isEmpty,
            !secret.isEmpty
        else { return nil }
        return AppKeys(clientID: key, clientSecret: Redacted(secret), addresses: app.addresses)
    }

    private static func appTokenCall(_ keys: AppKeys) -> Call {
        Call(
            .post, api(keys) + "/oauth2/token", headers: [OAuth2.basic(keys)],
            body: .form([("grant_type", "client_credentials")]))
    }

    private static func usageCall(_ token: Credentials, _ app: AppKeys) -> Call {
        Call(
            .get, api(app) + "/2/usage/tweets",
            query: [
                ("days", String(AppUsage.days)),
                ("usage.fields", "cap_reset_day,daily_client_app_usage,daily_project_usage,project_cap,project_usage"),
            ], headers: [token.bearer])
    }

    /// A clear no is said in words of its own; all else is asked again another time.
    private static func untold(_ reply: Reply, ifRefused refused: (what: Sentence, toDo: Sentence))
        -> Settlement.Story
    {
        guard [400, 401, 403, 404].contains(reply.status) else {
            let reason = errors.wait(of: complaint(reply))?.reason ?? .platformBusy(answer: reply.words)
            return reason.withoutNumbers
        }
        return .init(refused.what, do: refused.toDo, answer: reply.words, status: reply.status)
    }

    private static let noAPIKeys = Settlement.Story(
        "X tells what an app has read only to the app itself, and its API key is not set here.",
        do: "Copy API key and API key secret from the app's page at X into x_api_key and x_api_key_secret.")
    private static let keysRefused: (what: Sentence, toDo: Sentence) = (
        "X does not take the app's API key and API key secret.",
        "Copy both anew from the app's page at X into x_api_key and x_api_key_secret, and start Kicau again."
    )
    private static let usageRefused: (what: Sentence, toDo: Sentence) = (
        "X does not tell this app what it has read.",
        "See at X that the app belongs to a project; the console shows the same count."
    )
}

extension AppUsage {
    /// Numbers come as such by the old specification, as text by the new one.
    init?(_ data: JSONValue, at now: Instant) {
        guard let reads = data["project_usage"]?.wholeNumber, reads >= 0 else { return nil }
        let shares = (data["daily_client_app_usage"]?.array ?? []).prefix(AppUsage.mostShares).compactMap(Share.init)
        self.init(
            reads: reads, cap: data["project_cap"]?.wholeNumber.flatMap { $0 > 0 ? $0 : nil },
            resets: data["cap_reset_day"]?.int.flatMap { (0...366).contains($0) ? now + .days($0) : nil },
            shares: shares, daily: AppUsage.DayCount.all(in: data.at("daily_project_usage", "usage")))
    }
}

extension AppUsage.DayCount {
    /// Days come with their midnight; what is none is left out.
    fileprivate static func all(in list: JSONValue?) -> [AppUsage.DayCount]? {
        list?.array?.suffix(AppUsage.days + 1).compactMap { entry in
            guard let date = entry["date"]?.string, let reads = entry["usage"]?.wholeNumber,
                WallFields(String(date.prefix(10)) + "T00:00") != nil
            else { return nil }
            return AppUsage.DayCount(day: String(date.prefix(10)), reads: max(0, reads))
        }
    }
}

extension AppUsage.Share {
    fileprivate init?(_ entry: JSONValue) {
        guard let app = entry["client_app_id"]?.string, app.isDigits, app.count <= 19 else { return nil }
        let days = (entry["usage"]?.array ?? []).compactMap { $0["usage"]?.wholeNumber }
        self.init(app: app, reads: days.reduce(0) { $0.addingClamped(max(0, $1)) })
    }
}
