import Foundation
import KicauTree
import Testing

/// Who may import whom. A module that is not in the table, and an import that is not in its row, is a mistake.
enum Arrows {
    struct Row: Sendable {
        let ours: Set<String>
        let others: Set<String>
    }

    /// KicauText is a leaf that Core's own types show (spans, lengths): who may import Core may import it.
    static let table: [String: Row] = [
        "KicauText": Row(ours: [], others: ["CTextKernels", "CIsal", "CZstd"]),
        "KicauScan": Row(ours: ["KicauCore", "KicauText"], others: ["CIsal", "Crypto"]),
        "KicauCore": Row(ours: ["KicauText"], others: []),
        "KicauStore": Row(
            ours: ["KicauCore", "KicauText"],
            others: ["CLibpq", "CZlib", "GRDB", "GRDBSQLite", "NIOPosix", "Crypto", "Tracing"]),
        "KicauPlatforms": Row(
            ours: ["KicauCore", "KicauText"],
            others: ["NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOTLS", "Crypto"]),
        "KicauMeter": Row(ours: ["KicauCore", "KicauText", "KicauStore"], others: []),
        "KicauPeople": Row(ours: ["KicauCore", "KicauText", "KicauStore"], others: ["CSodium", "Crypto"]),
        "KicauPublish": Row(
            ours: ["KicauCore", "KicauText", "KicauStore", "KicauMeter"],
            others: ["CVips", "Crypto", "ServiceLifecycle", "Logging", "Subprocess", "Tracing"]),
        "KicauWeb": Row(
            ours: ["KicauCore", "KicauText", "KicauPublish", "KicauMeter", "KicauPeople"],
            others: [
                "Hummingbird", "HTTPTypes", "NIOCore", "Mustache", "Crypto", "ServiceLifecycle", "Logging", "Tracing",
            ]),
        "KicauSandbox": Row(
            ours: ["KicauCore", "KicauText"],
            others: [
                "Hummingbird", "AsyncHTTPClient", "HTTPTypes", "NIOCore", "NIOHTTP1", "Crypto", "ServiceLifecycle",
                "Logging",
            ]),
        "kicau": Row(
            ours: [
                "KicauCore", "KicauText", "KicauStore", "KicauPlatforms", "KicauMeter", "KicauPeople", "KicauPublish",
                "KicauWeb", "KicauSandbox", "KicauScan",
            ],
            others: [
                "CMalloc", "ArgumentParser", "ServiceLifecycle", "UnixSignals", "Logging", "NIOCore", "NIOPosix",
                "Subprocess", "Tracing",
            ]),
    ]

    /// What comes with the language and the system.
    static let system: Set<String> = ["Foundation", "Synchronization", "Glibc", "Darwin"]

    /// Modules in C: what libraries of the system look like from here, and inner loops of our own.
    static let inC: Set<String> = [
        "CIsal", "CLibpq", "CMalloc", "CSodium", "CTextKernels", "CVips", "CZlib", "CZstd",
    ]

    /// The names that a file imports, with their lines.
    static func imports(of file: SourceFile) -> [(name: String, line: Int)] {
        file.lines.filter { $0.code.contains("import ") }.compactMap { line in
            var words = line.code.split(separator: " ").drop { $0.hasPrefix("@") || accesses.contains($0) }
            guard words.popFirst() == "import", let first = words.popFirst() else { return nil }
            // `import struct Foundation.Date` names the module in its second word.
            let path = kinds.contains(first) ? words.first ?? first : first
            return (String(path.prefix { $0 != "." }), line.number)
        }
    }

    private static let accesses: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
}

@Suite("The arrows between the modules")
struct ArrowTests {
    @Test func `every folder of Sources is in the table, and the other way round`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Tree.root.appending(path: "Sources").path)

        #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Arrows.table.keys).union(Arrows.inC))
    }

    @Test func `a file imports only what its module's row allows`() {
        var imports = 0
        for file in SourceFile.all {
            let row = Arrows.table[file.module] ?? .init(ours: [], others: [])
            for (name, line) in Arrows.imports(of: file) {
                imports += 1
                let isAllowed = row.ours.contains(name) || row.others.contains(name) || Arrows.system.contains(name)
                #expect(isAllowed, "\(file.path):\(line) imports \(name)")
            }
        }
        #expect(imports > 200)
    }

    @Test func `only the program meets the connectors, and pages never meet the database`() {
        let meet = Arrows.table.filter { $0.value.ours.contains("KicauPlatforms") }.map(\.key)

        #expect(meet == ["kicau"])
        #expect(Arrows.table["KicauWeb"]?.ours.contains("KicauStore") == false)
        #expect(Arrows.table["KicauSandbox"]?.ours.contains("KicauPlatforms") == false)
    }

    @Test func `no arrow leads in a circle`() {
        for start in Arrows.table.keys {
            var reached: Set<String> = []
            var next = Arrows.table[start]?.ours ?? []
            while let name = next.popFirst() {
                guard reached.insert(name).inserted else { continue }
                next.formUnion(Arrows.table[name]?.ours ?? [])
            }
            #expect(!reached.contains(start), "\(start) reaches itself")
        }
    }

    @Test func `the package manifest draws no other arrow`() throws {
        let manifest = try Tree.text("Package.swift")
        let rooms = manifest.matches(of: /(?:room\(\s*|executableTarget\(\s*name:\s*)"(\w+)",(?s:(.*?))\]/)
        // Programs beside the house, such as the benchmarks, may use what they measure.
        for room in rooms where Tree.exists("Sources/\(room.1)") {
            let ours = room.2.matches(of: /"(Kicau\w+)"/).map { String($0.1) }
            let row = try #require(Arrows.table[String(room.1)], "\(room.1) is not in the table")
            #expect(row.ours.isSuperset(of: ours), "\(room.1) → \(Set(ours).subtracting(row.ours))")
        }
    }
}
