import KicauCore

extension Facebook {
    /// How far a video is, from its field `status`: three phases and a word for the whole.
    struct VideoStatus {
        enum Stage: Equatable {
            case uploading
            /// All bytes are there, and nobody has asked to publish it.
            case uploaded
            case processing
            case published
            case failed(String?)
            /// It says neither yes nor no.
            case unclear
        }

        let stage: Stage
        /// How many bytes have arrived.
        let bytes: Int

        init(_ shown: JSONValue) {
            let status = shown["status"]
            let upload = status?["uploading_phase"]
            // The guide's own example spells it with one r.
            bytes = upload?["bytes_transferred"]?.int ?? upload?["bytes_transfered"]?.int ?? 0
            stage = VideoStatus.stage(
                status?["video_status"]?.string, upload: upload, processing: status?["processing_phase"],
                publishing: status?["publishing_phase"])
        }

        private static func stage(
            _ whole: String?, upload: JSONValue?, processing: JSONValue?, publishing: JSONValue?
        ) -> Stage {
            let phases = [upload, processing, publishing]
            if whole == "error" || whole == "expired" || phases.contains(where: { $0?["status"]?.string == "error" }) {
                return .failed(words(of: phases) ?? whole)
            }
            let state = publishing?["status"]?.string
            let wanted = publishing?["publish_status"]?.string
            // "published" alone is what was asked for; with the phase complete or the video ready it has happened.
            let isDone = state == "complete" || whole == "ready"
            if isDone, wanted == "published" || (wanted == nil && state == "complete") { return .published }
            let underWay = [processing?["status"]?.string, state].contains("in_progress")
            if whole == "processing" || underWay || wanted == "published" { return .processing }
            let isUntouched = [nil, "not_started"].contains(state) && wanted == nil
            let arrived = upload?["status"]?.string == "complete" || whole == "upload_complete"
            if isUntouched, arrived, [nil, "not_started"].contains(processing?["status"]?.string) { return .uploaded }
            let isOpen = ["not_started", "in_progress"].contains(upload?["status"]?.string)
            return isUntouched && isOpen ? .uploading : .unclear
        }

        private static func words(of phases: [JSONValue?]) -> String? {
            let errors = phases.compactMap { $0?["errors"]?.array }.joined()
            return errors.compactMap { $0["message"]?.string }.first
        }
    }
}
