/// Runs one thing and gives it up when its time is over.
/// - Throws: `OutOfTime`, or what the work throws.
func within<Result: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw OutOfTime()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw OutOfTime() }
        return first
    }
}

struct OutOfTime: Error {}
