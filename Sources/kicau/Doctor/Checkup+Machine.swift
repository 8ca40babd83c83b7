import Foundation
import KicauCore
import KicauWeb

/// What the machine underneath is like: its clock, its zones, the disk that the database lies on.
extension Checkup {
    /// A log that grows so far is held back by a reader that never ends.
    private static let largestLogMB = 256

    func writeAheadLog() -> Finding? {
        let file: [FileAttributeKey: Any]
        do {
            file = try FileManager.default.attributesOfItem(atPath: settings.data + "/kicau.sqlite-wal")
        } catch {
            return nil  // no server runs, so there is none
        }
        let sizeMB = ((file[.size] as? NSNumber)?.intValue ?? 0) >> 20
        guard sizeMB <= Checkup.largestLogMB else {
            return .noted(
                "write-ahead log", "The database's write-ahead log has \(sizeMB) MB.",
                do: "Something reads without an end: a tool that streams the database, or a forgotten sqlite3 shell.")
        }
        return .passed("write-ahead log", "The write-ahead log has \(sizeMB) MB.")
    }

    func fileSystem() -> Finding? {
        guard let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)  // only Linux has it
        else { return nil }
        let path = URL(fileURLWithPath: settings.data).resolvingSymlinksInPath().path
        guard let type = FileSystems.type(of: path, in: mounts) else { return nil }
        guard !FileSystems.isShared(type) else {
            return .failed(
                "file system", "The data folder is on \(type), a file system over a network.",
                do: "Move it to a disk of this machine: there SQLite's locks and syncs do not hold what they promise.")
        }
        return .passed("file system", "The data folder is on \(type).")
    }

    func clock() -> Finding {
        switch Timekeeping.state() {
        case .synchronised: .passed("clock", "The system says that its clock is synchronised.")
        case .adrift:
            .noted(
                "clock", "The system says that its clock is not synchronised.",
                do: "Turn time synchronisation on (systemd-timesyncd or chrony): posts go out by this clock.")
        case .unknown:
            .noted(
                "clock", "Whether the clock is synchronised could not be found out.",
                do: "In a container the host's clock counts: look there.")
        }
    }

    /// Zone rules change several times a year; older data sends posts an hour early or late somewhere.
    func zoneRules() -> Finding {
        guard let version = ZoneRules.version() else {
            return .noted(
                "zone rules", "The version of the time zone data is not known.",
                do: "Keep the package tzdata up to date.")
        }
        let year = Calendar(identifier: .gregorian).component(
            .year, from: Date(timeIntervalSince1970: SystemTime().now().inSeconds))
        guard let made = Int(version.prefix(4)), made >= year - 1 else {
            return .noted(
                "zone rules", "The time zone data is of \(version).",
                do: "Update the package tzdata: rules have changed since.")
        }
        return .passed("zone rules", "The time zone data is of \(version).")
    }

    /// Both come with one package.
    func videoTools() -> Finding {
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let missing = ["ffmpeg", "ffprobe"].filter { tool in
            !places.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
        }
        guard missing.isEmpty else {
            return .noted(
                "videos", "\(missing.joined(separator: " and ")) cannot be found, so no videos are taken in.",
                do: "Install ffmpeg (Debian: apt install ffmpeg) if videos are to be published.")
        }
        return .passed("videos", "ffmpeg is here, so videos can be published.")
    }

    func metricsAccess() -> Finding {
        switch settings.metrics {
        case .off: .passed("metrics", "The metrics are off.")
        case .local: .passed("metrics", "The metrics are for programs on this machine.")
        case .token: .passed("metrics", "The metrics need a token.")
        }
    }
}

/// Which file system a path lies on.
enum FileSystems {
    private static let shared: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "9p", "virtiofs", "gpfs",
        "beegfs", "ocfs2", "gfs2",
    ]

    static func isShared(_ type: String) -> Bool {
        shared.contains(type) || ["fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone"].contains(type)
    }

    /// Of the deepest mount that holds the path; `mounts` is the text of /proc/self/mountinfo.
    static func type(of path: String, in mounts: String) -> String? {
        var best: (point: String, type: String)?
        for line in mounts.split(separator: "\n") {
            let halves = line.components(separatedBy: " - ")
            let fields = halves[0].split(separator: " ")
            guard halves.count == 2, fields.count > 4, let type = halves[1].split(separator: " ").first else {
                continue
            }
            // Spaces in a name are written as \040.
            let point = fields[4].replacing("\\040", with: " ")
            let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
            // Of two on the same point the later one covers the other.
            if isAbove, point.count >= best?.point.count ?? 0 { best = (String(point), String(type)) }
        }
        return best?.type
    }
}

/// Does something keep the machine's clock right?
enum Timekeeping {
    enum State { case synchronised, adrift, unknown }

    static func state() -> State {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timedatectl")
        process.arguments = ["show", "--property=NTPSynchronized", "--value"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            let answer = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return read(String(decoding: answer, as: UTF8.self))
        } catch {
            return .unknown
        }
    }

    static func read(_ answer: String) -> State {
        switch answer.trimmingCharacters(in: .whitespacesAndNewlines) {
        case "yes": .synchronised
        case "no": .adrift
        default: .unknown
        }
    }
}

/// The version of the zone data this machine has: "2026a".
enum ZoneRules {
    static func version() -> String? {
        guard let file = FileHandle(forReadingAtPath: "/usr/share/zoneinfo/tzdata.zi"),
            let head = try? file.read(upToCount: 64)  // a system without a readable file does not say its version
        else { return nil }
        return version(String(decoding: head, as: UTF8.self))
    }

    static func version(_ text: String) -> String? {
        text.firstMatch(of: /^# version (\d{4}[a-z]+)/).map { String($0.1) }
    }
}
