import Foundation
import KicauCore

/// The last run of `kicau prove-delivery`, as its report was left in the data folder.
struct LastProof: Decodable, Sendable {
    let deliveries: Int
    let kills: Int
    let lost: Int
    let twice: Int
    let early: Int
    let unsettled: Int
    let proved: Bool
    let engine: String
    let version: String
    let seconds: Int
    let seed: UInt64
    let startedAt: String

    /// What lies there, when anything does.
    enum Found: Sendable {
        case none
        case unreadable
        case proof(LastProof)
    }

    private static let longest = 65_536

    static func read(_ path: String?) -> Found {
        guard let path, let bytes = FileManager.default.contents(atPath: path) else { return .none }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard bytes.count <= longest,
            let proof = try? decoder.decode(LastProof.self, from: bytes)  // the page says that it is no report
        else { return .unreadable }
        return .proof(proof)
    }
}

/// The proof on the status page.
struct ProofCard: Sendable {
    struct Count: Sendable {
        let name: String
        let number: String
    }

    struct Run: Sendable {
        let verdict: String
        let isProved: Bool
        let when: Moment?
        let counts: [Count]
        let engine: String
        let version: String
        let took: String
        let seed: String
    }

    let run: Run?
    /// In place of a run: there was none, or its report cannot be read.
    let instead: String?
    let command: String

    /// `folder` is for those who run the machine; others need not know where the data lie.
    init(_ found: LastProof.Found, folder: String?, _ voice: Voice) {
        command = "kicau prove-delivery" + (folder.map { " --data \($0)" } ?? "")
        switch found {
        case .none:
            run = nil
            instead = voice.say("Nothing was proved on this machine yet.")
        case .unreadable:
            run = nil
            instead = voice.say("The file proof.json in the data folder is not the report of a proof.")
        case .proof(let proof):
            run = Run(proof, voice)
            instead = nil
        }
    }
}

extension ProofCard.Run {
    fileprivate init(_ proof: LastProof, _ voice: Voice) {
        isProved = proof.proved
        verdict =
            proof.proved
            ? voice.say("Every post went out exactly once.")
            : voice.say("The last proof failed. Please report it with its seed.")
        when = Timestamp.instant(proof.startedAt).map(voice.moment)
        let counted: [(Sentence, Int)] = [
            ("Deliveries", proof.deliveries), ("Kills", proof.kills), ("Lost", proof.lost), ("Twice", proof.twice),
            ("Early", proof.early), ("Unsettled", proof.unsettled),
        ]
        counts = counted.map { ProofCard.Count(name: voice.say($0), number: voice.number($1)) }
        engine = proof.engine
        version = proof.version
        took = voice.say("\(voice.number(proof.seconds)) seconds")
        seed = String(proof.seed)
    }
}
