import Foundation
import KicauCore
import KicauMeter
import KicauPlatforms
import KicauStore

/// Looks an installation over, from the ground up; a failed check says what it means and what to do.
struct Checkup {
    let settings: Settings

    struct Finding {
        enum State: String {
            case passed, noted, failed

            var mark: String {
                switch self {
                case .passed: "✓"
                case .noted: "•"
                case .failed: "✗"
                }
            }
        }

        let name: String
        let state: State
        let what: Sentence
        let toDo: Sentence?

        static func passed(_ name: String, _ what: Sentence) -> Finding {
            .init(name: name, state: .passed, what: what, toDo: nil)
        }
        static func noted(_ name: String, _ what: Sentence, do toDo: Sentence) -> Finding {
            .init(name: name, state: .noted, what: what, toDo: toDo)
        }
        static func failed(_ name: String, _ what: Sentence, do toDo: Sentence) -> Finding {
            .init(name: name, state: .failed, what: what, toDo: toDo)
        }
    }

    func run() async -> [Finding] {
        var findings = [dataFolder(), disk()] + [fileSystem(), writeAheadLog()].compactMap(\.self)
        findings += [key(), clock(), zones(), zoneRules(), videoTools(), prices()]
        findings += await database()
        findings += await server()
        findings.append(metricsAccess())
        findings += await traces()
        findings.append(await publicMedia())
        return findings
    }

    private func dataFolder() -> Finding {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: settings.data, isDirectory: &isFolder) else {
            return .failed(
                "data folder", "There is no data folder at \(settings.data).",
                do: "Start `kicau serve` once to make it, or name the right one with --data.")
        }
        guard isFolder.boolValue, FileManager.default.isWritableFile(atPath: settings.data) else {
            return .failed(
                "data folder", "\(settings.data) is no folder that this user may write to.",
                do: "Check its owner and permissions.")
        }
        return .passed("data folder", "\(settings.data) is there and can be written.")
    }

    /// Below this a full disk is days away, and nothing can be scheduled on a full disk.
    private static let leastFreeMB = 500

    private func disk() -> Finding {
        let disk: [FileAttributeKey: Any]
        do {
            disk = try FileManager.default.attributesOfFileSystem(forPath: settings.data)
        } catch {
            return .noted("disk", "The free space could not be read.", do: "Make the data folder first.")
        }
        let freeMB = ((disk[.systemFreeSize] as? NSNumber)?.intValue ?? 0) >> 20
        guard freeMB >= Checkup.leastFreeMB else {
            return .failed(
                "disk", "Only \(freeMB) MB are free on the data folder's disk.",
                do: "Free some space soon: on a full disk nothing can be scheduled or sent.")
        }
        return .passed("disk", "\(freeMB) MB are free.")
    }

    private func key() -> Finding {
        let path = settings.data + "/kicau.key"
        if settings.key != nil { return .passed("key", "The encryption key comes from KICAU_KEY.") }
        let file: [FileAttributeKey: Any]
        do {
            file = try FileManager.default.attributesOfItem(atPath: path)
        } catch {
            return .noted(
                "key", "There is no key file yet.",
                do: "It is made at the first start of `kicau serve`; keep a copy of it.")
        }
        guard ((file[.posixPermissions] as? NSNumber)?.intValue ?? 0) & 0o077 == 0 else {
            return .failed("key", "The key file \(path) can be read by others.", do: "Run `chmod 600 \(path)`.")
        }
        return .passed("key", "The key file is there, readable by its owner only.")
    }

    private func zones() -> Finding {
        guard Zones.all.count > 300, Zones.known("Asia/Jakarta") != nil else {
            return .failed(
                "time zones", "This machine has no time zone data, so wall times cannot be read.",
                do: "Install the package tzdata.")
        }
        return .passed("time zones", "\(Zones.all.count) zones are known.")
    }

    private func prices() -> Finding {
        do {
            let books = try PriceBooks.shipped()
            let now = SystemTime().now()
            let missing = Registry.units.flatMap { platform, units in
                units.filter { unit in !books.lines(on: now).contains { $0.platform == platform && $0.unit == unit } }
                    .map { "\(platform) \($0)" }
            }
            guard missing.isEmpty else {
                return .failed(
                    "prices", "There is no price today for \(missing.sorted().joined(separator: ", ")).",
                    do: "Add the rows to a price book; until then such calls are refused.")
            }
            return .passed("prices", "Every unit that the connectors use has a price today.")
        } catch {
            return .failed("prices", "The price books cannot be read: \(error.what)", do: error.toDo)
        }
    }
}
