import KicauCore

/// What a platform's complaint means to us. One table per network maps its codes to these.
enum ErrorClass: String, CaseIterable {
    case retry
    case unknownOutcome = "unknown_outcome"
    case notReady = "not_ready"
    case newContainer = "new_container"
    case rateLimited = "rate_limited"
    case quotaExhausted = "quota_exhausted"
    case paymentRequired = "payment_required"
    case token
    case permission
    case appConfig = "app_config"
    case duplicate
    case invalidContent = "invalid_content"
    case media
    case spam
    case accountLocked = "account_locked"
    case gone
    case clock
}

/// What a platform said when it did not say yes.
struct Complaint {
    let status: Int
    let code: String?
    /// Meta's subcode, the last path part of X's problem type, and the like.
    let subtype: String?
    /// Every text of the answer in which a marker may stand.
    let message: String
    /// Is this the platform's own error shape? A proxy's page says nothing about what the platform did.
    let isOwnShape: Bool
    /// When the platform says calls are taken again.
    let resets: Instant?
    let answer: String
    let at: Instant

    init(
        status: Int, code: String? = nil, subtype: String? = nil, message: String = "", isOwnShape: Bool,
        resets: Instant? = nil, answer: String, at: Instant
    ) {
        self.status = status
        self.code = code
        self.subtype = subtype
        self.message = message
        self.isOwnShape = isOwnShape
        self.resets = resets
        self.answer = Words.cut(answer)
        self.at = at
    }
}

/// One line of a network's error table. What is nil is not looked at; the row that asks for most wins.
struct ErrorRow {
    let status: Int?
    let code: String?
    let subtype: String?
    /// A word of the answer, only where the network has no code for it. Case does not count.
    let marker: String?
    let meaning: ErrorClass
    let what: Sentence?
    let toDo: Sentence?

    init(
        _ meaning: ErrorClass, status: Int? = nil, code: String? = nil, subtype: String? = nil, marker: String? = nil,
        _ what: Sentence? = nil, do toDo: Sentence? = nil
    ) {
        self.status = status
        self.code = code
        self.subtype = subtype
        self.marker = marker
        self.meaning = meaning
        self.what = what
        self.toDo = toDo
    }

    /// How many things it asks for, a code counting more than a status; nil when it does not fit.
    func weight(for complaint: Complaint) -> Int? {
        var weight = 0
        if let status {
            guard status == complaint.status else { return nil }
            weight += 1
        }
        if let marker {
            guard complaint.message.lowercased().contains(marker.lowercased()) else { return nil }
            weight += 2
        }
        if let code {
            guard ErrorRow.covers(code, complaint.code) else { return nil }
            weight += 4
        }
        if let subtype {
            guard subtype == complaint.subtype else { return nil }
            weight += 8
        }
        return weight
    }

    /// "190" or a range "200-299".
    private static func covers(_ pattern: String, _ code: String?) -> Bool {
        guard let code else { return false }
        let ends = pattern.split(separator: "-")
        guard ends.count == 2, !pattern.hasPrefix("-"), let low = Int(ends[0]), let high = Int(ends[1]),
            let number = Int(code)
        else { return pattern == code }
        return (low...high).contains(number)
    }
}
