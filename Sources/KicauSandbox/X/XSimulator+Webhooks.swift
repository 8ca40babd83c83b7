import KicauCore

/// Where an app is called, and for whom: docs.x.com, webhooks and X Activity API subscriptions; read 2026-11-27 as stored.
///
/// As many addresses as the cheapest access has: one. X takes https without a port; here it is an address of this machine.
extension XSimulator {
    func addWebhooks(to routes: inout Routes) {
        routes.on("POST", "/2/webhooks", at: .read, createWebhook)
        routes.on("GET", "/2/webhooks", at: .read, webhooks)
        routes.on("PUT", "/2/webhooks/{webhook_id}", at: .read, proveWebhook)
        routes.on("DELETE", "/2/webhooks/{webhook_id}", at: .read, removeWebhook)
        routes.on("POST", "/2/activity/subscriptions", at: .read, createSubscription)
        routes.on("GET", "/2/activity/subscriptions", at: .read, subscriptions)
    }

    /// What somebody says to an account. The API's own files of 2026 do not list it; docs.x.com, event payloads, does.
    static let told = "post.mention.create"

    @Sendable private func createWebhook(_ call: Call) async throws -> Reply {
        let caller = try enter(call, .app, .webhooks)
        let url = call.json?["url"]?.string ?? ""
        if let hook = hooks.read({ $0.hook }) {
            throw refused(url, hook.url == url ? "DuplicateUrlFailed" : "WebhookLimitExceeded")
        }
        do {
            return answer(shown(try await register(url)), to: caller)
        } catch {
            throw refused(url, error == .far ? "UrlValidationFailed" : "CrcValidationFailed")
        }
    }

    @Sendable private func webhooks(_ call: Call) throws -> Reply {
        let caller = try enter(call, .app, .webhooks)
        let all = hooks.read { $0.hook }.map { [shown($0)] } ?? []
        return answer(
            .members([
                "data": all.isEmpty ? nil : .array(all), "meta": ["result_count": .integer(Int64(all.count))],
            ]), to: caller)
    }

    /// It is asked once more whether the address is the app's.
    @Sendable private func proveWebhook(_ call: Call) async throws -> Reply {
        let caller = try enter(call, .app, .webhooks)
        let hook = try hook(call)
        do {
            try await prove(hook)
        } catch {
            throw refused(hook.url, "CrcValidationFailed")
        }
        return answer(["data": ["attempted": true]], to: caller)
    }

    @Sendable private func removeWebhook(_ call: Call) throws -> Reply {
        let caller = try enter(call, .app, .webhooks)
        _ = try hook(call)
        hooks.change { $0 = Hooks() }
        return answer(["data": ["deleted": true]], to: caller)
    }

    private func hook(_ call: Call) throws -> Hook {
        let id = call["webhook_id"]
        guard let hook = hooks.read({ $0.hook }), hook.id == id else { throw refused(id, "WebhookIdInvalid") }
        return hook
    }

    private func refused(_ value: String, _ reason: String) -> Refused {
        refused(.invalid(parameter: "url", value: value, message: reason))
    }

    private func shown(_ hook: Hook) -> JSONValue {
        [
            "id": .string(hook.id), "url": .string(hook.url), "valid": true,
            "created_at": .string(Self.stamp(hook.createdMs)),
        ]
    }

    @Sendable private func createSubscription(_ call: Call) throws -> Reply {
        let caller = try enter(call, .app, .subscriptions)
        let asked = call.json
        guard asked?["event_type"]?.string == Self.told else {
            throw refused(
                .invalid(
                    parameter: "event_type", value: asked?["event_type"]?.string ?? "",
                    message: "Only \(Self.told) is rehearsed"))
        }
        let account = asked?["filter"]?["user_id"]?.string ?? ""
        guard ground.person(account) != nil else {
            throw refused(.invalid(parameter: "filter", value: account, message: "filter.user_id is no user"))
        }
        guard hooks.read({ $0.hook })?.id == asked?["webhook_id"]?.string else {
            throw refused(asked?["webhook_id"]?.string ?? "", "WebhookIdInvalid")
        }
        let count = hooks.read { $0.subscriptions.count }
        return answer(
            [
                "data": ["subscription": shown(subscribe(account))],
                "meta": ["total_subscriptions": .integer(Int64(count))],
            ], to: caller)
    }

    @Sendable private func subscriptions(_ call: Call) throws -> Reply {
        let caller = try enter(call, .app, .subscriptions)
        let all = hooks.read { $0.subscriptions }.map(shown)
        return answer(
            .members(["data": .array(all), "meta": ["result_count": .integer(Int64(all.count))]]), to: caller)
    }

    private func shown(_ subscription: HookSubscription) -> JSONValue {
        let created = JSONValue.string(Self.stamp(subscription.createdMs))
        return .members([
            "subscription_id": .string(subscription.id), "event_type": .string(Self.told),
            "filter": ["user_id": .string(subscription.account)], "created_at": created, "updated_at": created,
            "webhook_id": hooks.read { $0.hook }.map { .string($0.id) },
        ])
    }
}
