import Foundation
import KicauCore

extension Facebook {
    /// The way of reels and stories: the graph names a video and an address, and the address takes the bytes.
    struct AddressedUpload {
        let graph: Graph
        /// "42/video_reels"
        let path: String
        let video: FittedMedia
        let now: Instant
        let line: any Line

        /// Where the bytes of which video go.
        private struct Target {
            let video: String
            let address: String

            var noted: [String: JSONValue] { ["video": .string(video), "address": .string(address)] }
        }

        func goOn(_ before: [String: JSONValue]?) async -> Preparation {
            if let video = before?["video"]?.string, let address = before?["address"]?.string {
                return await resume(Target(video: video, address: address))
            }
            let start = graph.post(path, form: [("upload_phase", "start")])
            switch await graph.ask(start, unit: FacebookUnit.upload, via: line) {
            case .lost(let failure): return failure.preparation
            case .no(let complaint): return graph.table.preparation(of: complaint)
            case .yes(let answer):
                guard let video = answer["video_id"]?.string, let address = answer["upload_url"]?.string,
                    isMetas(address)
                else { return graph.table.preparation(of: .unclear(answer, at: now)) }
                return await send(to: Target(video: video, address: address), from: 0)
            }
        }

        /// The page's token goes along, so it goes only to Meta, or to where the graph itself stands.
        private func isMetas(_ address: String) -> Bool {
            guard let url = URLComponents(string: address), let host = url.host?.lowercased() else { return false }
            if host == URLComponents(string: graph.base)?.host?.lowercased() { return true }
            return url.scheme == "https" && host.hasSuffix(".facebook.com")
        }

        /// How much has arrived, only the other side knows.
        private func resume(_ target: Target) async -> Preparation {
            let call = graph.get(target.video, fields: "status")
            switch await graph.ask(call, unit: FacebookUnit.read, via: line) {
            case .lost(let failure): return failure.preparation
            case .no(let complaint): return ended(by: complaint, target)
            case .yes(let shown):
                let status = VideoStatus(shown)
                switch status.stage {
                case .uploaded, .processing, .published: return ready(target)
                case .failed(let words): return .stageAgain(Facebook.expired(words))
                case .uploading, .unclear: return await send(to: target, from: status.bytes)
                }
            }
        }

        private func send(to target: Target, from offset: Int) async -> Preparation {
            guard offset < video.bytes else { return ready(target) }
            let call = Call(
                .post, target.address,
                headers: [
                    ("authorization", Redacted("OAuth " + graph.token.reveal())),
                    ("offset", Redacted(String(offset))), ("file_size", Redacted(String(video.bytes))),
                ],
                body: .file(path: video.path, type: "application/octet-stream", piece: offset..<video.bytes),
                deadline: Uploading.deadline(bytes: video.bytes - offset))
            let reply: Reply
            do throws(LineFailure) {
                reply = try await line.call(call, unit: FacebookUnit.upload)
            } catch { return Facebook.keeping(target.noted, error.preparation) }
            switch GraphAnswer(reply, table: graph.table) {
            case .lost(let failure): return Facebook.keeping(target.noted, failure.preparation)
            case .yes(let answer):
                guard answer["success"]?.bool == true else {
                    let unclear = graph.table.preparation(of: .unclear(answer, at: reply.at))
                    return Facebook.keeping(target.noted, unclear)
                }
                return ready(target)
            case .no(let complaint):
                // The upload host has an error shape of its own besides the graph's (remembered, not read).
                if reply.json?.at("debug_info", "retriable")?.bool == false {
                    return .stageAgain(Facebook.expired(reply.words))
                }
                return ended(by: complaint, target)
            }
        }

        private func ended(by complaint: Complaint, _ target: Target) -> Preparation {
            if graph.table.meaning(of: complaint) == .gone { return .stageAgain(Facebook.expired(complaint.answer)) }
            return Facebook.keeping(target.noted, graph.table.preparation(of: complaint))
        }

        private func ready(_ target: Target) -> Preparation {
            .ready(target.noted, expires: now + Facebook.videoLife)
        }
    }
}
