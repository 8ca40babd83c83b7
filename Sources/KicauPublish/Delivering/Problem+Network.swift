import KicauCore

/// What a person who waits is told when a network did not do what they asked for.
extension Problem {
    init(_ refusal: Refusal) { self.init(.networkAnswer, refusal.what, do: refusal.toDo, cause: refusal.answer) }

    init(_ reason: Postponement) {
        let story = reason.story
        self.init(.networkUnreachable, story.what, do: "Try again in a few minutes.", cause: story.answer)
    }

    init(_ what: Sentence, do toDo: Sentence, after trace: Trace) {
        self.init(.networkAnswer, what, do: toDo, cause: trace.answer ?? trace.what)
    }
}
