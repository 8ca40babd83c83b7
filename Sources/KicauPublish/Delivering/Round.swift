import KicauCore
import Synchronization

/// Gathers what many ask for while others are being served, and has it done for all of them at once.
///
/// The first who comes serves himself; who comes meanwhile waits, and the first of these serves them all. So nobody
/// waits for company when it is quiet, and a busy time makes few big rounds instead of many small ones.
final class Round<Asked: Sendable, Answer: Sendable>: Sendable {
    private struct Waiting: Sendable {
        let asked: Asked
        let turn: CheckedContinuation<Turn, Never>
    }

    private enum Turn: Sendable {
        case serve([Waiting])
        case served(Result<Answer, any Error>)
    }

    private struct State {
        var isServing = false
        var waiting: [Waiting] = []
    }

    private let state = Mutex(State())
    private let serve: @Sendable ([Asked]) async throws -> [Answer]

    /// So many at once, that the first of them does not wait too long for the last.
    private static var most: Int { 256 }

    /// - Parameter serve: all or nothing; gives the answers in the order in which they were asked for.
    init(serve: @escaping @Sendable ([Asked]) async throws -> [Answer]) { self.serve = serve }

    func ask(_ asked: Asked) async throws -> Answer {
        switch await turn(for: asked) {
        case .served(let answer): return try answer.get()
        case .serve(let others):
            let answers = await answers(to: [asked] + others.map(\.asked))
            handOver()
            for (other, answer) in zip(others, answers.dropFirst()) { other.turn.resume(returning: .served(answer)) }
            return try answers[0].get()
        }
    }

    private func turn(for asked: Asked) async -> Turn {
        await withCheckedContinuation { turn in
            let isFirst = state.withLock { state in
                guard state.isServing else {
                    state.isServing = true
                    return true
                }
                state.waiting.append(Waiting(asked: asked, turn: turn))
                return false
            }
            if isFirst { turn.resume(returning: .serve([])) }
        }
    }

    private func handOver() {
        let next = state.withLock { state -> (first: Waiting, others: [Waiting])? in
            guard !state.waiting.isEmpty else {
                state.isServing = false
                return nil
            }
            let round = Array(state.waiting.prefix(Round.most))
            state.waiting.removeFirst(round.count)
            return (round[0], Array(round.dropFirst()))
        }
        next?.first.turn.resume(returning: .serve(next?.others ?? []))
    }

    /// What goes wrong for all may be the fault of one: then each is served alone. A database that is not there is nobody's
    /// fault, and to wait for it once for each would take for ever.
    private func answers(to asked: [Asked]) async -> [Result<Answer, any Error>] {
        do {
            return try await serve(asked).map { .success($0) }
        } catch let problem as Problem where problem.code == .databaseUnreachable {
            return asked.map { _ in .failure(problem) }
        } catch  where asked.count > 1 {
            var answers: [Result<Answer, any Error>] = []
            for one in asked { answers += await self.answers(to: [one]) }
            return answers
        } catch {
            return [.failure(error)]
        }
    }
}
