public import Foundation

/// The package as it lies on disk: what the tests about its sources and its pages read.
public enum Tree {
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every kept file below a folder, by its path from the root, in order. Empty when the folder is missing.
    ///
    /// Hidden folders, what is built and what a demo has left behind are passed over.
    public static func files(under folder: String = "", ending suffix: String = "") -> [String] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: [.isRegularFileKey])
        var paths: [String] = []
        while let url = walk?.nextObject() as? URL {
            let path = String(url.path.dropFirst(root.path.count + 1))
            if passedOver.contains(path) || url.lastPathComponent.hasPrefix(".") {
                walk?.skipDescendants()
            } else if path.hasSuffix(suffix), !url.hasDirectoryPath {
                paths.append(path)
            }
        }
        return paths.sorted()
    }

    private static let passedOver: Set<String> = ["demo-data", "kicau-data", "release"]

    public static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    public static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }
}
