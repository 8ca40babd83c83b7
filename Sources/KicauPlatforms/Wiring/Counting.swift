import KicauCore

extension Numbers {
    /// Whole numbers out of one object of an answer. Networks rename their counts, so each metric has every name it ever had.
    init(in counts: JSONValue?, _ names: [Metric: [String]], of answer: JSONValue) {
        var values: [Metric: Int64] = [:]
        for (metric, spellings) in names {
            values[metric] = spellings.lazy.compactMap { counts?[$0]?.wholeNumber }.first
        }
        self.init(values, answers: [answer])
    }
}

extension JSONValue {
    /// A count, or a count for each of several kinds.
    var wholeNumber: Int64? {
        switch self {
        case .integer(let value): value
        case .object(let kinds): kinds.values.compactMap(\.wholeNumber).reduce(0) { $0.addingClamped($1) }
        case .string(let text): Int64(text)
        case .null, .bool, .number, .array: nil
        }
    }
}

extension ErrorTable {
    /// For counts that could not be read beside a post that could.
    func numbers(of complaint: Complaint) -> Numbers {
        guard meaning(of: complaint) == .permission else {
            let reason = wait(of: complaint)?.reason ?? .platformBusy(answer: complaint.answer)
            return Numbers(missing: reason.withoutNumbers)
        }
        return Numbers(
            missing: .init(
                "\(network) does not show this account's numbers to us.",
                do: "Connect the account again and allow reading them, if your app has that right.",
                answer: complaint.answer, status: complaint.status))
    }
}

extension LineFailure {
    var numbers: Numbers { Numbers(missing: reason.withoutNumbers) }
}
