import Foundation
import KicauCore

/// The control routes under `/_rehearsal/`: JSON in, JSON out, never struck by a fault, never in the list of calls.
struct ControlRoutes: Sendable {
    let control: RehearsalControl

    private var ground: Ground { control.simulator.ground }

    func add(to routes: inout Routes) {
        routes.on("GET", "/_rehearsal/posts", at: .page, posts)
        routes.on("POST", "/_rehearsal/posts", at: .page, seed)
        routes.on("GET", "/_rehearsal/people", at: .page) { _ in .json(.array(control.people.map(shown))) }
        routes.on("POST", "/_rehearsal/people", at: .page, addPerson)
        routes.on("POST", "/_rehearsal/grants", at: .page, grant)
        routes.on("POST", "/_rehearsal/revocations", at: .page, revoke)
        routes.on("GET", "/_rehearsal/faults", at: .page) { _ in .json(JSONValue(of: control.faults)) }
        routes.on("POST", "/_rehearsal/faults", at: .page, addFaults)
        routes.on("DELETE", "/_rehearsal/faults", at: .page) { _ in
            control.clearFaults()
            return .json([:])
        }
        routes.on("GET", "/_rehearsal/calls", at: .page) { _ in .json(JSONValue(of: control.calls)) }
        routes.on("POST", "/_rehearsal/clock", at: .page, turnClock)
        routes.on("GET", "/_rehearsal/settings", at: .page) { _ in .json(control.settings()) }
        routes.on("POST", "/_rehearsal/settings", at: .page, set)
        routes.on("GET", "/_rehearsal/bill", at: .page) { _ in .json(control.bill.controlJSON(of: control.platform)) }
        routes.on("GET", "/_rehearsal/hooks", at: .page) { _ in .json(control.hooks()) }
        routes.on("POST", "/_rehearsal/hooks", at: .page, hook)
        routes.on("GET", "/_rehearsal/media/{digest}", at: .page, media)
        routes.on("GET", "/_rehearsal", at: .page) { _ in .html(TimelinePage(control: control).html) }
    }

    @Sendable private func posts(_ call: Call) -> Reply {
        .json(.array(control.posts.map { $0.controlJSON(url: control.url(of: $0)) }))
    }

    @Sendable private func seed(_ call: Call) throws -> Reply {
        let made = try Self.list(SeedPost.self, of: call).map { seed in
            guard let post = control.seed(seed) else {
                throw Refused(.json(["error": .string("no such account: \(seed.account)")], status: 404))
            }
            return post
        }
        return .json(.array(made.map { ["id": .string($0.id), "url": .string(control.url(of: $0))] }), status: 201)
    }

    private func shown(_ person: Person) -> JSONValue {
        .object((person.json.object ?? [:]).merging(control.simulator.secrets(of: person)) { own, _ in own })
    }

    @Sendable private func addPerson(_ call: Call) throws -> Reply {
        let people = try Self.list(Person.self, of: call)
        for person in people { control.add(person) }
        return .json(JSONValue(of: people), status: 201)
    }

    @Sendable private func grant(_ call: Call) -> Reply {
        guard let account = call.json?["account"]?.string else { return .json(["error": "account?"], status: 400) }
        let lifetimeMs = call.json?["lifetimeS"]?.int.map { Int64($0) * 1000 }
        guard let grant = control.grant(to: account, lifetimeMs: lifetimeMs) else {
            return .json(["error": "no such account"], status: 404)
        }
        return .json(grant, status: 201)
    }

    @Sendable private func revoke(_ call: Call) -> Reply {
        guard let account = call.json?["account"]?.string else { return .json(["error": "account?"], status: 400) }
        return .json(["revoked": .integer(Int64(control.revoke(account)))])
    }

    @Sendable private func addFaults(_ call: Call) throws -> Reply {
        for rule in try Self.list(FaultRule.self, of: call) { control.add(rule) }
        return .json(JSONValue(of: control.faults), status: 201)
    }

    @Sendable private func turnClock(_ call: Call) -> Reply {
        guard let hand = ground.clock as? HandClock else {
            return .json(["error": "this network runs on the machine's clock"], status: 409)
        }
        hand.advance(Int64(call.json?["advanceMs"]?.int ?? 0))
        return .json(["nowMs": .integer(hand.nowMs())])
    }

    @Sendable private func set(_ call: Call) -> Reply {
        guard let settings = call.json, control.set(settings) else {
            return .json(["error": "no such setting here"], status: 400)
        }
        return .json(control.settings())
    }

    @Sendable private func hook(_ call: Call) async -> Reply {
        let why = await control.hook(at: call.json?["url"]?.string ?? "", word: call.json?["word"]?.string ?? "")
        guard let why else { return .json(control.hooks(), status: 201) }
        return .json(["error": .string(why)], status: 400)
    }

    @Sendable private func media(_ call: Call) -> Reply {
        guard let piece = ground.shelf.piece(call["digest"]) else { return .text("no such media", status: 404) }
        return Reply(status: 200, body: piece.bytes).with("Content-Type", piece.type)
            .with("Cache-Control", "public, max-age=31536000, immutable")
    }

    /// One thing or a list of them.
    private static func list<Thing: Decodable>(_ kind: Thing.Type, of call: Call) throws -> [Thing] {
        do {
            let isList = call.json?.array != nil
            if isList { return try JSONDecoder().decode([Thing].self, from: call.body) }
            return [try JSONDecoder().decode(Thing.self, from: call.body)]
        } catch {
            throw Refused(.json(["error": .string("\(error)")], status: 400))
        }
    }
}

extension LivePost {
    /// As the control routes list it.
    func controlJSON(url: String) -> JSONValue {
        .members([
            "id": .string(id), "account": .string(account), "handle": .string(handle), "text": .string(text),
            "media": .array(
                media.map {
                    [
                        "sha256": .string($0.sha256), "alt": .string($0.alt), "type": .string($0.type),
                        "bytes": .integer(Int64($0.bytes)), "id": .string($0.id),
                    ]
                }
            ),
            "createdAtMs": .integer(createdAtMs), "parent": parent.map { .string($0) } ?? .null,
            "root": root.map { .string($0) } ?? .null, "kind": .string(kind.rawValue), "deleted": .bool(isDeleted),
            "url": .string(url), "own": .object(own),
        ])
    }
}

extension Person {
    /// As the control routes show it.
    var json: JSONValue {
        [
            "id": .string(id), "handle": .string(handle), "name": .string(name), "kind": .string(kind.rawValue),
            "bio": .string(bio), "managers": .array(managers.map { .string($0) }),
        ]
    }
}
