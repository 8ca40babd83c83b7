// swift-tools-version: 6.2
import PackageDescription

// The map of the house: a target's `dependencies` are its arrows, and `make check` builds with
// `--explicit-target-dependency-import-check error`, so nothing else compiles.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let signals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let log = product(name: "Logging", package: "swift-log")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let mustache = product(name: "Mustache", package: "swift-mustache")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let tracing = product(name: "Tracing", package: "swift-distributed-tracing")
    static let inMemoryTracing = product(name: "InMemoryTracing", package: "swift-distributed-tracing")
    static let yams = product(name: "Yams", package: "Yams")
    static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
}

func room(_ name: String, _ arrows: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: arrows, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ arrows: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: arrows, swiftSettings: settings)
}

let package = Package(
    name: "kicau",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "kicau", targets: ["kicau"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CIsal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "CLibpq", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CVips", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

        .target(name: "CTextKernels"),

        room("KicauText", ["CTextKernels", "CIsal", "CZstd"]),
        room("KicauScan", ["KicauCore", "KicauText", "CIsal", .crypto]),
        room("KicauCore", ["KicauText"]),
        room("KicauStore", ["KicauCore", "CLibpq", "CZlib", .grdb, .sqlite, .nioPosix, .crypto, .tracing]),
        room(
            "KicauPlatforms",
            ["KicauCore", "KicauText", .nioCore, .nioHTTP1, .nioPosix, .nioSSL, .nioTLS, .crypto]
        ),
        room(
            "KicauMeter", ["KicauCore", "KicauStore"],
            resources: [.copy("PriceBooks")]
        ),
        room("KicauPeople", ["KicauCore", "KicauStore", "CSodium", .crypto]),
        room(
            "KicauPublish",
            [
                "KicauCore", "KicauText", "KicauStore", "KicauMeter", "CVips", .crypto, .lifecycle, .log, .subprocess,
                .tracing,
            ]
        ),
        room(
            "KicauWeb",
            [
                "KicauCore", "KicauText", "KicauPublish", "KicauMeter", "KicauPeople", .hummingbird, .httpTypes,
                .nioCore, .mustache, .crypto, .lifecycle, .log, .tracing,
            ],
            resources: [.copy("Templates"), .copy("Static"), .copy("Languages")]
        ),
        room(
            "KicauSandbox",
            [
                "KicauCore", "KicauText", .hummingbird, .httpClient, .httpTypes, .nioCore, .nioHTTP1, .crypto,
                .lifecycle, .log,
            ]),
        .executableTarget(
            name: "kicau",
            dependencies: [
                "KicauCore", "KicauText", "KicauStore", "KicauPlatforms", "KicauMeter", "KicauPeople", "KicauPublish",
                "KicauWeb", "KicauSandbox", "KicauScan", "CMalloc", .arguments, .lifecycle, .signals, .log, .nioCore,
                .nioPosix,
                .subprocess, .tracing,
            ],
            swiftSettings: settings
        ),

        .executableTarget(
            name: "KicauBench",
            dependencies: [
                "KicauCore", "KicauText", "KicauStore", "KicauMeter", "KicauPlatforms", "KicauPublish", .arguments,
                .grdb,
                .log,
            ],
            path: "Benchmarks/KicauBench", swiftSettings: settings
        ),

        .target(
            name: "KicauTesting",
            dependencies: ["KicauCore", "KicauStore", "KicauMeter", "KicauPeople", "KicauPublish", .log],
            path: "Tests/Support", swiftSettings: settings
        ),
        .target(
            name: "KicauSimulation",
            dependencies: ["KicauCore", "KicauStore", "KicauMeter", "KicauPublish", .log],
            path: "Tests/Simulation/Library", swiftSettings: settings
        ),
        .executableTarget(
            name: "KicauSim", dependencies: ["KicauSimulation", .arguments],
            path: "Tests/Simulation/Main", swiftSettings: settings
        ),
        .executableTarget(
            name: "KicauTills", dependencies: ["KicauCore", "KicauStore", "KicauMeter", .arguments],
            path: "Tests/Tills", swiftSettings: settings
        ),
        .target(name: "KicauTree", path: "Tests/Tree", swiftSettings: settings),
        .target(
            name: "KicauDescribed", dependencies: ["KicauCore"], path: "Tests/Described", exclude: ["Lists"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KicauTextTests", dependencies: ["KicauText", "KicauCore", "CIsal", "CZstd", .yams],
            exclude: ["Corpus/Fixtures"], swiftSettings: settings),
        tests("KicauScanTests", ["KicauScan", "KicauCore", "KicauText"]),
        tests("KicauCoreTests", ["KicauCore"]),
        tests("KicauStoreTests", ["KicauStore", "KicauCore", "KicauTesting"]),
        tests("KicauMeterTests", ["KicauMeter", "KicauCore", "KicauStore", "KicauTesting"]),
        tests("KicauPeopleTests", ["KicauPeople", "KicauCore"]),
        tests(
            "KicauPlatformsTests",
            [
                "KicauPlatforms", "KicauCore", "KicauText", "KicauDescribed", "CZlib", .nioCore, .nioPosix, .nioSSL,
                .tracing, .inMemoryTracing, .yams,
            ]),
        tests(
            "KicauPublishTests",
            [
                "KicauPublish", "KicauCore", "KicauStore", "KicauMeter", "KicauTesting", "CVips", .subprocess, .tracing,
                .inMemoryTracing,
            ]
        ),
        tests(
            "KicauSandboxTests",
            [
                "KicauSandbox", "KicauCore", .httpClient, .hummingbird, .httpTypes, .nioCore, .nioHTTP1, .nioPosix,
                .crypto, .lifecycle, .log,
            ]
        ),
        tests(
            "KicauWebTests",
            [
                "KicauWeb", "KicauCore", "KicauStore", "KicauText", "KicauMeter", "KicauPeople", "KicauPublish",
                "KicauTesting",
                .hummingbird, .hummingbirdTesting, .httpTypes, .mustache, .nioCore, .nioEmbedded, .log, .tracing,
                .inMemoryTracing,
            ]
        ),
        .testTarget(
            name: "KicauConformanceTests",
            dependencies: [
                "KicauCore", "KicauStore", "KicauMeter", "KicauPlatforms", "KicauPublish", "KicauSandbox",
                "KicauTesting", "KicauDescribed", "CZlib", "KicauWeb", "KicauPeople",
                .hummingbird, .hummingbirdTesting, .httpTypes, .nioCore, .lifecycle, .log,
            ],
            path: "Tests/Conformance", swiftSettings: settings
        ),
        tests(
            "kicauTests",
            [
                "kicau", "KicauCore", "KicauMeter", "KicauPlatforms", "KicauPublish", "KicauSandbox", "KicauScan",
                "KicauStore", "KicauWeb", "KicauTree",
                .lifecycle, .log, .tracing,
            ]
        ),
        tests("SimulationTests", ["KicauSimulation"]),
        tests("TidyTests", ["KicauTree"]),
        tests("DocsTests", ["KicauTree", "KicauCore", .yams]),
        tests("ModelTests", ["KicauTree", "KicauCore"]),
    ],
    swiftLanguageModes: [.v6]
)
