import Foundation
import KicauCore

/// What the kernel says of this process. What it does not say is left out.
enum ProcessFacts {
    static func samples(now: Instant) -> [Sample] {
        var samples: [Sample] = []
        if let pages = number(words(of: "/proc/self/statm"), at: 1) {
            samples.append(Sample(.residentMemory, pages * Double(sysconf(Int32(_SC_PAGESIZE)))))
        }
        if let count = openFiles() { samples.append(Sample(.openFiles, Double(count))) }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let fields = fieldsAfterName()
        if let user = number(fields, at: 12), let system = number(fields, at: 13) {
            samples.append(Sample(.cpu, (user + system) / ticks))
        }
        if let start = number(fields, at: 20), let up = number(words(of: "/proc/uptime"), at: 0) {
            samples.append(Sample(.start, (now.inSeconds - up + start / ticks).rounded()))
        }
        return samples
    }

    /// One of them is the listing's own.
    private static func openFiles() -> Int? {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1
        } catch {
            return nil
        }
    }

    /// The name in field 2 may hold spaces, but ends with the last bracket: field 14 of proc_pid_stat(5) is number 12 here.
    private static func fieldsAfterName() -> [String] {
        let line = words(of: "/proc/self/stat").joined(separator: " ")
        return line.lastIndex(of: ")").map { line[$0...].split(separator: " ").map(String.init) } ?? []
    }

    private static func number(_ words: [String], at place: Int) -> Double? {
        words.indices.contains(place) ? Double(words[place]) : nil
    }

    private static func words(of path: String) -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }  // only Linux has them
        return text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
