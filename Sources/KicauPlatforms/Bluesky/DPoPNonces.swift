import KicauCore
import Synchronization

/// The last word each server gave us to put into our proofs. All sessions share it: it is the server's, not the session's.
final class DPoPNonces: Sendable {
    /// Anybody's server is one of them, so the number has an end.
    private static let most = 4096

    private let known = Mutex<[String: String]>([:])

    func nonce(for url: String) -> String? {
        guard let origin = Destination(url)?.origin else { return nil }
        return known.withLock { $0[origin] }
    }

    /// True: the answer brought one.
    @discardableResult
    func learn(from reply: Reply, of url: String) -> Bool {
        guard let nonce = reply.header("dpop-nonce"), !nonce.isEmpty, nonce.utf8.count <= 1000,
            let origin = Destination(url)?.origin
        else { return false }
        known.withLock { known in
            if known.count >= DPoPNonces.most, known[origin] == nil { known.removeAll() }
            known[origin] = nonce
        }
        return true
    }
}
