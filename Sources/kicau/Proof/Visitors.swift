import KicauCore
import KicauSandbox
import Synchronization

/// Say something under our posts as soon as they are there, at the networks.
final class Visitors: Sendable {
    private let remarks: [Remark]
    private let networks: ProofNetworks
    /// The networks' names of what was said, by the remarks' numbers.
    private let spoken = Mutex<[Int: String]>([:])

    init(remarks: [Remark], networks: ProofNetworks) {
        self.remarks = remarks
        self.networks = networks
    }

    var said: [Int: String] { spoken.withLock { $0 } }

    /// Each has its word once; how many found the post they wait for.
    @discardableResult
    func speak() throws -> Int {
        let truth = try Truth.read(from: networks)
        var count = 0
        for remark in remarks where spoken.withLock({ $0[remark.number] == nil }) {
            guard let first = remark.post.texts.first, let post = truth.live(remark.seat, first).first else { continue }
            let visitor = ProofPeople.visitor(on: remark.seat.network)
            guard
                let said = try networks.control(remark.seat.network).seed(
                    SeedPost(account: visitor.id, text: remark.text, parent: post.id))
            else { continue }
            spoken.withLock { $0[remark.number] = said.id }
            count += 1
        }
        return count
    }
}
