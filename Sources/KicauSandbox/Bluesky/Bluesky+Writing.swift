import KicauCore

/// Creating, putting and deleting records.
extension BlueskySimulator {
    func addWritingRoutes(to routes: inout Routes) {
        routes.on("POST", "/xrpc/com.atproto.repo.createRecord", at: .commit, createRecord)
        routes.on("POST", "/xrpc/com.atproto.repo.putRecord", at: .commit, putRecord)
        routes.on("POST", "/xrpc/com.atproto.repo.deleteRecord", at: .delete, deleteRecord)
        routes.on("POST", "/xrpc/com.atproto.repo.applyWrites", placing: Self.placeOfWrites, applyWrites)
    }

    /// A set that only deletes is a deletion.
    @Sendable private static func placeOfWrites(_ call: Call) -> Place {
        let types = (call.json?["writes"]?.array ?? []).map { $0["$type"]?.string ?? "" }
        return !types.isEmpty && types.allSatisfy { $0.hasSuffix("#delete") } ? .delete : .commit
    }

    /// The body, when it is a JSON object of a size the server reads.
    func input(of call: Call) throws -> JSONValue {
        guard call.body.count <= 1_000_000 else { throw XRPCError.tooLarge }
        guard call.contentType.lowercased().hasPrefix("application/json") else {
            throw XRPCError.invalid("Wrong request encoding (Content-Type): \(call.contentType)")
        }
        guard let input = call.json, input.object != nil else { throw XRPCError.invalid("Unable to parse JSON body") }
        return input
    }

    @Sendable private func createRecord(_ call: Call) async throws -> Reply {
        let asked = try Asked(call, in: self)
        let standing = try take(3, from: PointLimit.writes, for: asked.caller.id)
        try asked.checkRepo(in: self)
        let record = try checked(asked, owner: asked.caller)
        let rkey = asked.rkey ?? store.change { $0.nextKey(atMs: call.nowMs) }
        let address = try address(asked.caller, asked.collection, rkey)
        let done = try write([.create(address, record.value)], by: asked.caller, asked.swapCommit)
        return answer(done, status: record.status).countedBy(standing)
    }

    @Sendable private func putRecord(_ call: Call) async throws -> Reply {
        let asked = try Asked(call, in: self)
        guard let rkey = asked.rkey else { throw XRPCError.missingInput("rkey") }
        let standing = try take(2, from: PointLimit.writes, for: asked.caller.id)
        try asked.checkRepo(in: self)
        let record = try checked(asked, owner: asked.caller)
        let address = try address(asked.caller, asked.collection, rkey)
        let done = try write([.put(address, record.value, swap: asked.swap)], by: asked.caller, asked.swapCommit)
        return answer(done, status: record.status).countedBy(standing)
    }

    @Sendable private func deleteRecord(_ call: Call) async throws -> Reply {
        let asked = try Asked(call, in: self)
        guard let rkey = asked.rkey else { throw XRPCError.missingInput("rkey") }
        let standing = try take(1, from: PointLimit.writes, for: asked.caller.id)
        try asked.checkRepo(in: self)
        let address = try address(asked.caller, asked.collection, rkey)
        // For a deletion a null means no opinion: there is nothing to delete where nothing is.
        let swap: RepositoryWrite.Swap = asked.swap == .absent ? .any : asked.swap
        let done = try write([.delete(address, swap: swap)], by: asked.caller, asked.swapCommit)
        return .json(.members(["commit": done.head.map(Self.commit)])).countedBy(standing)
    }

    @Sendable private func applyWrites(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call)
        let input = try input(of: call)
        guard let items = input["writes"]?.array else { throw XRPCError.missingInput("writes") }
        let parsed = try items.map { try write(of: $0, by: caller, in: input, nowMs: call.nowMs) }
        let points = parsed.reduce(0) { $0 + $1.write.points }
        let standing = try take(max(1, points), from: PointLimit.writes, for: caller.id)
        try checkRepo(input, is: caller)
        if items.count > 200 { throw XRPCError.invalid("Too many writes. Max: 200") }
        let done = try write(parsed.map(\.write), by: caller, input["swapCommit"]?.string)
        let results = zip(done.results, parsed).map { result(of: $0, status: $1.status) }
        let reply: [String: JSONValue?] = ["commit": done.head.map(Self.commit), "results": .array(results)]
        return Reply.json(.members(reply)).countedBy(standing)
    }

    private func write(
        of item: JSONValue, by caller: Person, in input: JSONValue, nowMs: Int64
    ) throws -> (write: RepositoryWrite, status: String?) {
        guard let collection = item["collection"]?.string else { throw XRPCError.missingInput("collection") }
        let rkey = item["rkey"]?.string
        let kind = item["$type"]?.string ?? ""
        if kind == "com.atproto.repo.applyWrites#delete", let rkey {
            return (.delete(try address(caller, collection, rkey), swap: .any), nil)
        }
        guard let value = item["value"] else { throw XRPCError.missingInput("value") }
        let record = try lexiconed(value, in: collection, validate: input["validate"]?.bool, owner: caller)
        switch kind {
        case "com.atproto.repo.applyWrites#create":
            let key = rkey ?? store.change { $0.nextKey(atMs: nowMs) }
            return (.create(try address(caller, collection, key), record.value), record.status)
        case "com.atproto.repo.applyWrites#update":
            guard let rkey else { throw XRPCError.missingInput("rkey") }
            return (.update(try address(caller, collection, rkey), record.value), record.status)
        default:  // the other side's word, not an enum of ours
            throw XRPCError.invalid("Action not supported: \(kind)")
        }
    }

    private func result(of result: WriteResult, status: String?) -> JSONValue {
        guard let record = result.record else { return ["$type": "com.atproto.repo.applyWrites#deleteResult"] }
        var kind = "updateResult"
        if case .created = result { kind = "createResult" }
        return .members([
            "$type": .string("com.atproto.repo.applyWrites#\(kind)"), "uri": .string(record.uri.description),
            "cid": .string(record.cid), "validationStatus": status.map(JSONValue.string),
        ])
    }

    private func answer(_ done: (results: [WriteResult], head: BlueskyState.Head?), status: String?) -> Reply {
        guard let record = done.results.first?.record else { return XRPCError.internalError.reply }
        return .json(
            .members([
                "uri": .string(record.uri.description), "cid": .string(record.cid),
                "commit": done.head.map(Self.commit), "validationStatus": status.map(JSONValue.string),
            ])
        )
    }

    static func commit(_ head: BlueskyState.Head) -> JSONValue { ["cid": .string(head.cid), "rev": .string(head.rev)] }
}
