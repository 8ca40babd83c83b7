import Foundation

/// The files in an archive that hold posts, however they are packed.
enum ArchiveFiles {
    /// More than this is not unpacked into memory, in bytes.
    static let most = 1 << 31
    private static let deepest = 4

    static func each(of path: String, _ flaws: inout Flaws, _ take: (ArchiveFile) -> Void) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            flaws.note(path, "is not there.")
            return
        }
        if isFolder.boolValue { return folder(path, &flaws, take) }
        do {
            unpack(
                ArchiveFile(name: path, bytes: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)),
                &flaws, take)
        } catch {
            flaws.note(path, "cannot be read: \(error.localizedDescription)")
        }
    }

    private static func folder(_ path: String, _ flaws: inout Flaws, _ take: (ArchiveFile) -> Void) {
        // Sorted, so that the order of posts is the same on every machine.
        let names = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
            .filter { isFile("\(path)/\($0)") }
        for name in chosen(names) { each(of: "\(path)/\(name)", &flaws, take) }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// - Parameter depth: how often it was unpacked already: a file may hold itself.
    private static func unpack(
        _ file: ArchiveFile, _ flaws: inout Flaws, depth: Int = 0, _ take: (ArchiveFile) -> Void
    ) {
        if ZipFile.begins(file.bytes.prefix(4)) {
            zip(file, &flaws, take)
        } else if file.bytes.starts(with: [0x1F, 0x8B]) {
            guard depth < deepest else { return flaws.note(file.name, "is packed in itself too often.") }
            do {
                let bytes = try Inflated.gzip(file.bytes, most: most)
                let name = file.name.hasSuffix(".gz") ? String(file.name.dropLast(3)) : file.name
                unpack(ArchiveFile(name: name, bytes: bytes), &flaws, depth: depth + 1, take)
            } catch {
                flaws.note(file.name, "is gzip that was cut short or damaged, or holds more than 2 GiB.")
            }
        } else if TarFile.begins(file.bytes) {
            tar(file, &flaws, take)
        } else {
            take(file)
        }
    }

    private static func zip(_ file: ArchiveFile, _ flaws: inout Flaws, _ take: (ArchiveFile) -> Void) {
        do {
            let zip = try ZipFile(file.bytes)
            let wanted = Set(chosen(zip.entries.map(\.name)))
            for entry in zip.entries.sorted(by: { $0.name < $1.name }) where wanted.contains(entry.name) {
                let place = "\(file.name), \(entry.name)"
                do throws(ZipFile.Refusal) {
                    take(ArchiveFile(name: place, bytes: try zip.contents(of: entry)))
                } catch {
                    let isPackedOtherwise = if case .otherMethod = error { true } else { false }
                    flaws.note(place, isPackedOtherwise ? "is packed in a way that is not known." : "is damaged.")
                }
            }
        } catch {
            flaws.note(file.name, "is a zip whose directory cannot be read: it was cut short or damaged.")
        }
    }

    private static func tar(_ file: ArchiveFile, _ flaws: inout Flaws, _ take: (ArchiveFile) -> Void) {
        var files: [(name: String, contents: Data)] = []
        let isWhole = TarFile.each(of: file.bytes) { files.append(($0, $1)) }
        let wanted = Set(chosen(files.map(\.name)))
        for inner in files.sorted(by: { $0.name < $1.name }) where wanted.contains(inner.name) {
            take(ArchiveFile(name: "\(file.name), \(inner.name)", bytes: inner.contents))
        }
        if !isWhole { flaws.note(file.name, "is a tar that was cut short.") }
    }

    /// A download has hundreds of files; those of a platform's posts are known by name, and only without them are
    /// others tried.
    private static func chosen(_ names: [String]) -> [String] {
        let known = names.filter { name in
            let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
            let isX =
                last.hasSuffix(".js")
                && ["tweet", "note-tweet", "community-tweet"].contains { stem in
                    last.hasPrefix("\(stem).") || last.hasPrefix("\(stem)s.") || last.hasPrefix("\(stem)-part")
                        || last.hasPrefix("\(stem)s-part")
                }
            return isX || last == "outbox.json" || last.hasSuffix(".car")
        }
        guard known.isEmpty else { return known }
        let others = [".jsonl", ".ndjson", ".json", ".csv", ".txt"]
        return names.filter { name in others.contains { name.lowercased().hasSuffix($0) } }
    }
}
