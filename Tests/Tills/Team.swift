import Foundation
import KicauCore

/// The processes. Some are killed in the middle of what they do, and others begin.
struct Team {
    private let common: [String]
    private let isWeak: Bool
    private let ends: ContinuousClock.Instant
    private var random: SeededRandom
    private var working: [(process: Process, output: Pipe)] = []
    private(set) var kills = 0

    init(_ place: Place, workspace: ID<Workspace>, isWeak: Bool, seed: UInt64, until ends: ContinuousClock.Instant) {
        common = ["work"] + place.arguments + ["--workspace", "\(workspace.raw)"]
        self.isWeak = isWeak
        self.ends = ends
        random = SeededRandom(seed: seed)
    }

    mutating func begin() throws {
        let left = max(0.1, ContinuousClock.now.duration(to: ends) / .seconds(1))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            common + ["--seed", "\(random.next() >> 1)", "--seconds", "\(left)"]
            + (isWeak ? ["--checks-then-adds"] : [])
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        working.append((process, output))
    }

    mutating func killOne() throws {
        guard let index = working.indices.randomElement(using: &random) else { return }
        let (process, _) = working.remove(at: index)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        kills += 1
        try begin()
    }

    /// A promise is broken: nobody has to go on to the end.
    mutating func stop() {
        for (process, _) in working {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        working = []
    }

    /// Waits for those that live.
    /// - Returns: what they have set aside, were refused and have settled; nil: one of them has failed.
    mutating func end() -> [Int]? {
        var sums = [0, 0, 0]
        for (process, output) in working {
            let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let counts = words.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            guard process.terminationStatus == 0, counts.count == 3 else { return nil }
            sums = zip(sums, counts).map(+)
        }
        working = []
        return sums
    }
}
