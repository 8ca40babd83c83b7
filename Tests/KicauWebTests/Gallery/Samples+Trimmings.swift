import KicauCore

extension Samples {
    /// All that can stand around a part at once; no network has all of it.
    static let trimmings = Trimmings(
        topic: "Kopi & buku", veil: .init(["Graphic media"], hidesText: true),
        poll: .init(
            question: "Kopi apa pagi ini?", answers: ["Tubruk <panas>", "Es kopi susu"], takesSeveral: true,
            runs: "1 day"),
        quoted: "https://x.com/i/status/20", link: "https://www.kedai-aksara.com/menu",
        notes: [
            .init(.answers, "Who may answer", ["People you follow"]), .init(.label, "Label: made with AI", []),
            .init(.people, "Published together with", [.verbatim("@budi"), .verbatim("@citra")]),
        ])
}
