import Foundation
import KicauTree
import Testing

/// What looks like a live secret: recordings, samples and pages are shown to everybody.
@Suite("No secret lies in the tree")
struct SecretTests {
    static let shapes: [(name: String, pattern: @Sendable () -> Regex<Substring>)] = [
        ("a private key", { /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ }),
        ("a token of Meta", { /\b(?:EAA|IGAA|THAA)[A-Za-z0-9]{40,}/ }),
        ("an app's token of X", { /\bAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{40,}/ }),
        ("a refresh token of X", { /\b[A-Za-z0-9_-]{40,}OjE[0-9A-Za-z]{10,}/ }),
        ("a token of LinkedIn", { /\bAQ[UVX][A-Za-z0-9_-]{100,}/ }),
        ("a signed token", { /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{30,}/ }),
        ("a key of Kicau", { /\bkicau_[A-Za-z0-9_-]{40}/ }),
    ]

    @Test(arguments: shapes.indices)
    func `in recordings, resources and pages`(index: Int) {
        let shape = Self.shapes[index]
        let paths = ["json", "txt", "md", "mustache", "js", "yaml", "http"].flatMap { Tree.files(ending: "." + $0) }
        #expect(paths.count > 50)

        for path in paths {
            guard let text = try? Tree.text(path) else { continue }  // no text, so no recording
            #expect(!text.contains(shape.pattern().wordBoundaryKind(.simple)), "\(path) holds \(shape.name)")
        }
    }

    @Test func `the shapes know a secret when they see one`() {
        let letters = String(repeating: "aB3", count: 40)
        let samples = [
            "-----BEGIN " + "EC PRIVATE KEY-----", "EAA" + letters, String(repeating: "A", count: 20) + letters,
            letters.prefix(60) + "OjE" + letters.prefix(12), "AQX" + letters,
            "eyJ" + letters + ".eyJ" + letters + "." + letters, "kicau_" + letters.prefix(40),
        ]
        for (shape, sample) in zip(Self.shapes, samples) {
            #expect(sample.contains(shape.pattern().wordBoundaryKind(.simple)), "\(shape.name)")
        }
    }
}
