import KicauCore

extension Facebook {
    /// The way of long videos: a session is opened, then each piece is sent that Facebook asks for.
    ///
    /// Nothing is seen of it until the session is finished, and one that never is harms nobody.
    struct PieceTransfer {
        let graph: Graph
        /// "42/videos"
        let path: String
        let video: FittedMedia
        let begun: Instant
        let line: any Line

        func goOn(_ before: [String: JSONValue]?) async -> Preparation {
            if let before, let session = Session(before) { return await send(session) }
            let form = [("upload_phase", "start"), ("file_size", String(video.bytes))]
            switch await graph.ask(graph.post(path, form: form), unit: FacebookUnit.upload, via: line) {
            case .lost(let failure): return failure.preparation
            case .no(let complaint): return graph.table.preparation(of: complaint)
            case .yes(let answer):
                guard let session = Session(opened: answer) else {
                    return graph.table.preparation(of: .unclear(answer, at: begun))
                }
                return await send(session)
            }
        }

        private func send(_ first: Session) async -> Preparation {
            var session = first
            while session.start < session.end {
                let reply: Reply
                do throws(LineFailure) {
                    reply = try await line.call(piece(of: session), unit: FacebookUnit.upload)
                } catch {
                    // Whether the piece arrived, the session tells when the same one is sent again.
                    return Facebook.keeping(session.noted, error.preparation)
                }
                switch next(after: session, reply) {
                case .asked(let next): session = next
                case .ended(let preparation): return preparation
                }
                if session.start < session.end, reply.at - begun > Uploading.stretch {
                    return .working(session.noted, askAgain: reply.at)
                }
            }
            return .ready(session.noted, expires: begun + Facebook.videoLife)
        }

        private func piece(of session: Session) -> Call {
            let end = max(session.start, min(session.end, video.bytes))
            let file = Call.FilePart(
                field: "video_file_chunk", fileName: "video.mp4", type: "video/mp4", path: video.path,
                piece: session.start..<end)
            let form = [
                ("upload_phase", "transfer"), ("upload_session_id", session.id),
                ("start_offset", String(session.start)),
            ]
            return graph.upload(
                path, form: form, file: file, deadline: Uploading.deadline(bytes: end - session.start))
        }

        private enum Turn {
            case asked(Session)
            case ended(Preparation)
        }

        private func next(after session: Session, _ reply: Reply) -> Turn {
            switch GraphAnswer(reply, table: graph.table) {
            case .lost(let failure): return .ended(Facebook.keeping(session.noted, failure.preparation))
            case .yes(let answer):
                guard let next = session.moved(to: answer), next.start > session.start else {
                    let unclear = graph.table.preparation(of: .unclear(answer, at: reply.at))
                    return .ended(Facebook.keeping(session.noted, unclear))
                }
                return .asked(next)
            case .no(let complaint):
                if complaint.subtype == Facebook.wrongOffset,
                    let right = reply.json?.at("error", "error_data").flatMap(session.moved)
                {
                    return .ended(.working(right.noted, askAgain: reply.at + .seconds(1)))
                }
                if graph.table.meaning(of: complaint) == .gone {
                    return .ended(.stageAgain(Facebook.expired(complaint.answer)))
                }
                return .ended(Facebook.keeping(session.noted, graph.table.preparation(of: complaint)))
            }
        }
    }

    /// An open upload: the piece that is wanted next is `start` up to `end`; all is there when they are the same.
    struct Session: Equatable {
        let id: String
        let video: String
        let start: Int
        let end: Int

        private init(id: String, video: String, start: Int, end: Int) {
            self.id = id
            self.video = video
            self.start = start
            self.end = end
        }

        init?(opened answer: JSONValue) {
            guard let id = answer["upload_session_id"]?.string, let video = answer["video_id"]?.string,
                let start = answer["start_offset"]?.int, let end = answer["end_offset"]?.int
            else { return nil }
            self.init(id: id, video: video, start: start, end: end)
        }

        init?(_ noted: [String: JSONValue]) {
            guard let id = noted["session"]?.string, let video = noted["video"]?.string,
                let start = noted["start"]?.int, let end = noted["end"]?.int
            else { return nil }
            self.init(id: id, video: video, start: start, end: end)
        }

        func moved(to answer: JSONValue) -> Session? {
            guard let start = answer["start_offset"]?.int, let end = answer["end_offset"]?.int else { return nil }
            return Session(id: id, video: video, start: start, end: end)
        }

        var noted: [String: JSONValue] {
            [
                "session": .string(id), "video": .string(video), "start": .integer(Int64(start)),
                "end": .integer(Int64(end)),
            ]
        }
    }
}
