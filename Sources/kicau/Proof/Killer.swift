import KicauCore

/// Carries out a storm, blow after blow.
struct Killer: Sendable {
    let crew: Crew
    let networks: ProofNetworks
    let disk: SmallDisk?
    let journal: Journal
    let time: any TimeSource

    func carryOut(_ storm: [Blow]) async throws {
        for blow in storm {
            try await Task.sleep(for: .milliseconds(blow.gapMs))
            let start = time.now()
            try await strike(blow.kind)
            if let name = name(of: blow.kind) { journal.note(name, from: start, to: time.now()) }
        }
    }

    private func strike(_ kind: Blow.Kind) async throws {
        switch kind {
        case .kill(let number):
            let node = crew.nodes[number]
            node.kill()
            try await node.start()
        case .pause(let number, let ms):
            let node = crew.nodes[number]
            node.pause()
            // Cancelled: it must not stay asleep.
            defer { node.resume() }
            try await Task.sleep(for: .milliseconds(ms))
        case .fullDisk(let ms):
            guard let disk else { return }
            disk.fill()
            defer { disk.clear() }
            try await Task.sleep(for: .milliseconds(ms))
        case .cut(let names, let how, let ms):
            networks.cut(names, how)
            defer { networks.mend(names) }
            try await Task.sleep(for: .milliseconds(ms))
        }
    }

    /// What the journal counts it as; nil when it was left out.
    private func name(of kind: Blow.Kind) -> String? {
        switch kind {
        case .kill: "kills"
        case .pause: "pauses"
        case .fullDisk: disk == nil ? nil : "full disks"
        case .cut: "network cuts"
        }
    }
}
