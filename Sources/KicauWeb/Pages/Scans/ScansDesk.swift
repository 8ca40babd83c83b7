import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish

extension Desk {
    func scans(_ request: Request, _ visit: Visit) async throws -> Response { try await scansPage(visit) }

    private func scansPage(_ visit: Visit, typed: ScanAsk? = nil, problem: Problem? = nil) async throws -> Response {
        let caller = try visit.caller
        let page = ScansPage(
            try await house.publishing.scans.list(for: caller),
            offer: try await house.publishing.scans.offer(for: caller), typed: typed, problem: problem,
            frame: frame(visit.voice.say("Scans"), at: .scans, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    func startScan(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        try caller.must(.scan)
        let ask = ScanAsk(corpora: visit.form.all("corpus"), background: visit.form.filled("background"))
        do {
            return .seeOther("/scans/\(try await house.publishing.scans.start(ask, by: caller))")
        } catch let problem as Problem {
            return try await scansPage(visit, typed: ask, problem: problem)
        }
    }

    func scan(_ request: Request, _ visit: Visit) async throws -> Response {
        let scan = try await house.publishing.scans.scan(try visit.number("id", of: CorpusScan.self), for: visit.caller)
        let frame = frame(visit.voice.say("Scan \(scan.id)"), at: .scans, for: visit)
        return try show(ScanPage(scan, frame: frame, visit.voice), to: visit)
    }

    func stopScan(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: CorpusScan.self)
        try await house.publishing.scans.stop(id, by: try visit.caller)
        return .seeOther("/scans/\(id)")
    }

    func resumeScan(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: CorpusScan.self)
        try await house.publishing.scans.goOn(id, by: try visit.caller)
        return .seeOther("/scans/\(id)")
    }

    func keepScan(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: CorpusScan.self)
        let isKept = visit.form.filled("kept") == "yes"
        try await house.publishing.scans.keep(id, isKept, by: try visit.caller)
        return .seeOther("/scans/\(id)")
    }

    func deleteScan(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: CorpusScan.self)
        try await house.publishing.scans.delete(id, by: try visit.caller)
        return .seeOther("/scans")
    }

    /// The page that the scan wrote. It has its style in it, and nothing else may run or be fetched there.
    func scanReport(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: CorpusScan.self)
        let path = try await house.publishing.scans.report(id, .page, for: try visit.caller)
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "private, no-store",
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        ]
        if request.question.has("download") {
            headers[.contentDisposition] = "attachment; filename=\"kicau-scan-\(id).html\""
        }
        return try await file(path, headers, request, visit)
    }

    func scanLines(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: CorpusScan.self)
        let path = try await house.publishing.scans.report(id, .lines, for: try visit.caller)
        return try await file(
            path,
            [
                .contentType: "application/x-ndjson; charset=utf-8", .cacheControl: "private, no-store",
                .contentDisposition: "attachment; filename=\"kicau-scan-\(id).jsonl\"",
            ], request, visit)
    }
}
