import Foundation
import KicauTree
import Testing
import Yams

@Suite("The files for running Kicau for good")
struct DeployTests {
    /// After the signal the process may take as long as Pace.longestStop: 40 seconds.
    private let longestStop = 40

    private func compose() throws -> [String: Any] {
        try #require(try Yams.load(yaml: Tree.text("deploy/compose.yaml")) as? [String: Any])
    }

    private func services() throws -> [String: [String: Any]] {
        try #require(try compose()["services"] as? [String: [String: Any]])
    }

    @Test func `compose has only what the specification of compose files knows`() throws {
        let known: Set = [
            "build", "image", "restart", "init", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period",
            "depends_on", "environment", "volumes", "networks", "healthcheck", "ports", "profiles",
        ]
        let top = try compose().keys.filter { !$0.hasPrefix("x-") }
        #expect(Set(top) == ["name", "services", "networks", "volumes"])

        for (name, service) in try services() {
            #expect(Set(service.keys).isSubset(of: known), "\(name): \(Set(service.keys).subtracting(known))")
            #expect(service["image"] != nil || service["build"] != nil, "\(name)")
        }
    }

    @Test func `compose names no service, network or volume that it does not have`() throws {
        let services = try services()
        let networks = try #require(try compose()["networks"] as? [String: Any])
        let volumes = try #require(try compose()["volumes"] as? [String: Any])

        for (name, service) in services {
            let needs =
                (service["depends_on"] as? [String]) ?? (service["depends_on"] as? [String: Any]).map { Array($0.keys) }
                ?? []
            #expect(Set(needs).isSubset(of: services.keys), "\(name)")
            #expect(Set(service["networks"] as? [String] ?? []).isSubset(of: networks.keys), "\(name)")
            for volume in service["volumes"] as? [String] ?? [] where !volume.hasPrefix(".") {
                #expect(volumes[String(volume.prefix { $0 != ":" })] != nil, "\(name): \(volume)")
            }
            for volume in service["volumes"] as? [String] ?? [] where volume.hasPrefix("./") && volume.hasSuffix(":ro")
            {
                let file = volume.dropFirst(2).prefix { $0 != ":" }
                #expect(file == "certificates" || Tree.exists("deploy/\(file)"), "\(name): \(volume)")
            }
        }
    }

    @Test func `compose runs two nodes alike on one PostgreSQL, and waits long enough for a stop`() throws {
        let services = try services()
        let nodes = services.filter { $0.key.hasPrefix("kicau") }.map(\.value)

        #expect(nodes.count == 2)
        for node in nodes {
            let environment = try #require(node["environment"] as? [String: Any])
            #expect((environment["DATABASE_URL"] as? String)?.hasPrefix("postgres://") == true)
            let grace = try #require(node["stop_grace_period"] as? String)
            #expect(Int(grace.dropLast()) ?? 0 > longestStop)
        }
        let image = try #require(services["db"]?["image"] as? String)
        let version = try #require(image.firstMatch(of: /postgres:(\d+)/).flatMap { Int($0.1) })
        #expect(version >= 15)
    }

    @Test func `what is set there is a setting`() throws {
        let settings = Set(try SettingText.all().map(\.environment))
        // The reverse proxy's own, and the image's.
        let others: Set = ["KICAU_NAME", "KICAU_NODES"]

        for path in Tree.files(under: "deploy") {
            let named = try Tree.text(path).matches(of: /KICAU_[A-Z_]*[A-Z]/).map { String($0.0) }
            #expect(Set(named).subtracting(others).isSubset(of: settings), "\(path)")
        }
    }

    @Test func `systemd waits long enough for a stop`() throws {
        let unit = try Tree.text("deploy/kicau.service")
        let wait = try #require(unit.firstMatch(of: /(?m)^TimeoutStopSec=(\d+)$/).flatMap { Int($0.1) })

        #expect(wait > longestStop)
    }

    @Test func `the container file has its parts in order and does not run as root`() throws {
        let text = try Tree.text("deploy/Containerfile").replacing("\\\n", with: " ")
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
        let words = lines.map { String($0.prefix { $0 != " " }) }
        let known: Set = [
            "FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK",
            "ENTRYPOINT",
            "CMD",
        ]
        #expect(Set(words).isSubset(of: known), "\(Set(words).subtracting(known))")
        #expect(words.first == "FROM" && words.count(where: { $0 == "FROM" }) == 2)

        let stages = lines.compactMap { $0.firstMatch(of: /^FROM \S+ AS (\w+)/).map { String($0.1) } }
        for line in lines {
            guard let stage = line.firstMatch(of: /--from=(\w+)/) else { continue }
            #expect(stages.contains(String(stage.1)))
        }
        let user = try #require(lines.last { $0.hasPrefix("USER ") })
        #expect(!user.contains("root") && !user.hasSuffix(" 0"))
        for line in lines where line.hasPrefix("ENTRYPOINT") || line.hasPrefix("CMD") {
            let list = line.drop { $0 != "[" }
            #expect(try JSONDecoder().decode([String].self, from: Data(list.utf8)).isEmpty == false)
        }
        #expect(words.contains("HEALTHCHECK"))
    }
}
