import Foundation
package import KicauCore
import Synchronization

/// Files that others wrote, outside the tree, and the lists beside this one. Each is read once: the large ones take seconds.
package enum Shelf {
    /// A file of the shared specifications.
    package static func specification(_ path: String) throws -> JSONValue {
        let root = ProcessInfo.processInfo.environment["KICAU_SPECS"] ?? "../shared/specs"
        return try json(URL(filePath: root).appending(path: path))
    }

    static func list(of network: Network) throws -> JSONValue {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Lists")
        return try json(folder.appending(path: network.rawValue + ".json"))
    }

    static func description(of network: Network) throws -> any Description {
        switch network {
        case .x: try OpenAPI.x()
        case .facebook: GraphDescription.facebook
        case .instagram: GraphDescription.instagram
        case .threads: try Postman("meta-threads-postman/postman/threads-api.postman_collection.json")
        case .linkedin, .mastodon, .bluesky: Nothing(names: try Listed.of(network).map(\.request))
        }
    }

    private static let known = Mutex<[URL: JSONValue]>([:])

    private static func json(_ file: URL) throws -> JSONValue {
        try known.withLock { known in
            if let value = known[file] { return value }
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
            known[file] = value
            return value
        }
    }
}
