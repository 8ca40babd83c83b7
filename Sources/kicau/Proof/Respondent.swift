import KicauCore
import KicauPublish
import Synchronization

/// Reads the inbox through the API, and answers what visitors have said.
final class Respondent: Sendable {
    private let client: SureClient
    private let remarks: [Int: Remark]
    /// Our numbers of the answers, by the remarks' numbers.
    private let given = Mutex<[Int: Int64]>([:])

    init(client: SureClient, remarks: [Remark]) {
        self.client = client
        self.remarks = Dictionary(uniqueKeysWithValues: remarks.map { ($0.number, $0) })
    }

    var answers: [Int: Int64] { given.withLock { $0 } }

    /// Answers what is open and has no answer; how many that were.
    @discardableResult
    func answer() async throws -> Int {
        var count = 0
        for item in try await items("open") {
            guard let id = item["id"]?.int, let number = Marker.remark(in: item.text("text")),
                let remark = remarks[number], answers[number] == nil,
                let post = try await answer(Int64(id), item.text("salutation") + remark.answer)
            else { continue }
            given.withLock { $0[number] = post }
            count += 1
        }
        return count
    }

    /// Nil when the account is signed out by now: then it is answered later.
    private func answer(_ item: Int64, _ text: String) async throws -> Int64? {
        do {
            let post = try await client.create("/inbox/\(item)/answers", ["text": .string(text)]) {
                try await known(item)
            }
            return post["id"]?.int.map(Int64.init)
        } catch let refused as APIClient.Refused where refused.code == "account-signed-out" {
            return nil
        }
    }

    /// The answer that was taken before the node that took it was killed.
    private func known(_ item: Int64) async throws -> JSONValue? {
        for state in ["done", "open"] {
            let found = try await items(state).first { $0["id"]?.int == Int(item) }
            if let post = found?["answer"]?.int { return try await client.get("/posts/\(post)") }
        }
        return nil
    }

    /// How often each remark stands in the inbox.
    func heard() async throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for item in try await items("open") + items("done") {
            guard let number = Marker.remark(in: item.text("text")) else { continue }
            counts[number, default: 0] += 1
        }
        return counts
    }

    private func items(_ state: String) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var after: String?
        repeat {
            let query = [("state", state), ("limit", "200")] + (after.map { [("after", $0)] } ?? [])
            let page = try await client.get("/inbox", query)
            items += page.items
            after = page["next"]?.string
        } while after != nil
        return items
    }
}
