import Foundation
import HTTPTypes
import KicauCore
import KicauPublish

/// Scans of files on the server.
enum ScanResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/scans/corpora", "listCorpora", .scans, "List what can be scanned, and how much would be looked for",
            gate: .key(.scan), answer: .json(.ok, ScanOfferWire.shape),
            work: { api, ask in
                try .json(ScanOfferWire(try await api.house.publishing.scans.offer(for: ask.caller)))
            }),
        APIOperation(
            .get, "/scans", "listScans", .scans, "List the last \(CorpusScans.mostShown) scans, newest first",
            gate: .key(.scan),
            answer: .json(.ok, AccountResource.items("ScanList", ScanWire.shape, most: CorpusScans.mostShown)),
            work: { api, ask in
                try .json(Items(try await api.house.publishing.scans.list(for: ask.caller).map(ScanWire.init)))
            }),
        APIOperation(
            .post, "/scans", "startScan", .scans, "Look for what the workspace has published in files on the server",
            details: "One scan at a time on each node. It runs as a process of its own and goes on after a restart.",
            gate: .key(.scan), effect: .changes, body: .json(AskedScan.shape),
            answer: .json(.created, ScanWire.shape), problems: [.notFound, .tooLong, .diskFull],
            work: { api, ask in
                let id = try await api.house.publishing.scans.start(
                    try ask.decoded(AskedScan.self).ask, by: ask.caller)
                return try await show(id, api, ask, status: .created)
            }),
        APIOperation(
            .get, "/scans/{id}", "showScan", .scans, "Show how far a scan is, or what it found",
            gate: .key(.scan), answer: .json(.ok, ScanWire.shape), problems: [.notFound],
            work: { api, ask in try await show(try ask.number(of: CorpusScan.self), api, ask) }),
        APIOperation(
            .post, "/scans/{id}/stop", "stopScan", .scans, "Stop a scan", gate: .key(.scan), effect: .changes,
            answer: .json(.ok, ScanWire.shape), problems: [.notFound, .changedMeanwhile],
            work: { api, ask in
                let id = try ask.number(of: CorpusScan.self)
                try await api.house.publishing.scans.stop(id, by: ask.caller)
                return try await show(id, api, ask)
            }),
        APIOperation(
            .post, "/scans/{id}/resumption", "resumeScan", .scans, "Let a scan go on from its last checkpoint",
            gate: .key(.scan), effect: .changes, answer: .json(.ok, ScanWire.shape),
            problems: [.notFound, .changedMeanwhile],
            work: { api, ask in
                let id = try ask.number(of: CorpusScan.self)
                try await api.house.publishing.scans.goOn(id, by: ask.caller)
                return try await show(id, api, ask)
            }),
        APIOperation(
            .post, "/scans/{id}/keeping", "keepScan", .scans, "Keep a scan that is over, or no longer",
            details: "Kept, it lies there until it is deleted; otherwise as long as the server's setting says.",
            gate: .key(.scan), effect: .changes, body: .json(AskedKeeping.shape),
            answer: .json(.ok, ScanWire.shape), problems: [.notFound, .diskFull],
            work: { api, ask in
                let id = try ask.number(of: CorpusScan.self)
                try await api.house.publishing.scans.keep(
                    id, try ask.decoded(AskedKeeping.self).isKept, by: ask.caller)
                return try await show(id, api, ask)
            }),
        APIOperation(
            .delete, "/scans/{id}", "deleteScan", .scans, "Delete a scan that is over, with its report",
            details: "Files on another node than the one that answers are deleted by that node within days.",
            gate: .key(.scan), effect: .changes, answer: .nothing, problems: [.notFound, .changedMeanwhile],
            work: { api, ask in
                try await api.house.publishing.scans.delete(try ask.number(of: CorpusScan.self), by: ask.caller)
                return .nothing
            }),
        APIOperation(
            .get, "/scans/{id}/report", "readScanReport", .scans, "Read the report of a scan, piece by piece",
            details:
                "Its lines are JSON objects: `scan`, `file`, `flaw`, `post`, `hit` and `summary`, by their `kind`.",
            gate: .key(.scan),
            query: [
                .may("from", .count, "`next` of the piece before; the beginning when left out", like: 0)
            ],
            answer: .json(.ok, ReportPieceWire.shape), problems: [.notFound, .notPossibleNow],
            work: { api, ask in
                let path = try await api.house.publishing.scans.report(
                    try ask.number(of: CorpusScan.self), .lines, for: ask.caller)
                return try .json(ReportPieceWire(path, from: ask.query.filled("from").flatMap(UInt64.init) ?? 0))
            }),
    ]

    private static func show(
        _ id: ID<CorpusScan>, _ api: API, _ ask: Ask, status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        try .json(ScanWire(try await api.house.publishing.scans.scan(id, for: ask.caller)), status: status)
    }
}
