import Foundation

/// The path without links; nil: nothing is there, or it may not be looked at.
package func realPath(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
}
