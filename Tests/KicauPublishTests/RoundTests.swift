import KicauCore
import Synchronization
import Testing

@testable import KicauPublish

@Suite("What many ask for at the same time")
struct RoundTests {
    /// Keeps the sizes of its rounds, and holds the first until so many others have come.
    private final class Desk: Sendable {
        let sizes = Mutex<[Int]>([])
        let arrived = Mutex(0)

        func serve(_ asked: [Int], waitingFor others: Int) async throws -> [Int] {
            let isFirst = sizes.withLock { sizes in
                sizes.append(asked.count)
                return sizes.count == 1
            }
            while isFirst, arrived.withLock({ $0 }) <= others { await Task.yield() }
            return asked.map { $0 * 10 }
        }
    }

    /// Lets so many ask while the first is being served; gives how each ended, by its number.
    private func ask(
        _ count: Int, _ desk: Desk, _ serve: @escaping @Sendable ([Int]) async throws -> [Int]
    ) async -> [Int: Result<Int, any Error>] {
        let round = Round(serve: serve)
        return await withTaskGroup(of: (Int, Result<Int, any Error>).self) { group in
            for number in 0..<count {
                group.addTask {
                    desk.arrived.withLock { $0 += 1 }
                    do {
                        return (number, .success(try await round.ask(number)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test func `is done in few rounds, and everyone gets his own answer`() async throws {
        let desk = Desk()

        let ended = await ask(40, desk) { try await desk.serve($0, waitingFor: 30) }

        for number in 0..<40 { #expect(try ended[number]?.get() == number * 10) }
        #expect(desk.sizes.withLock { $0 }.reduce(0, +) == 40)
        #expect(desk.sizes.withLock { $0 }.count < 40)
    }

    @Test func `fails for the one at fault alone`() async throws {
        let desk = Desk()

        let ended = await ask(20, desk) { asked in
            let served = try await desk.serve(asked, waitingFor: 15)
            if asked.contains(7) { throw Problem(.broken, "Seven is broken.", do: "Leave it out.") }
            return served
        }

        for number in 0..<20 where number != 7 { #expect(try ended[number]?.get() == number * 10) }
        #expect(throws: Problem.self) { try ended[7]?.get() }
    }

    @Test func `fails for all at once when the database is away`() async throws {
        let desk = Desk()

        let ended = await ask(20, desk) { asked in
            _ = try await desk.serve(asked, waitingFor: 15)
            throw Problem(.databaseUnreachable, "It is away.", do: "Wait.")
        }

        for number in 0..<20 { #expect(throws: Problem.self) { try ended[number]?.get() } }
        #expect(desk.sizes.withLock { $0 }.reduce(0, +) == 20)
    }
}
