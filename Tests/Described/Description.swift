/// What somebody else wrote about a network's requests.
protocol Description: Sendable {
    func verdict(on asked: Asked) -> Verdict
}

/// What a description says of one call.
struct Verdict: Sendable {
    struct Fault: Hashable, Sendable {
        /// Nil: the request itself is not described.
        let field: String?
        let why: String
    }

    /// As the description names it: "POST /2/tweets", "GET Page/feed".
    let request: String
    let faults: [Fault]
    /// What lies where no description reaches tells less of a misfit than what one denies.
    static let beyond = "belongs to what is not described"

    /// Of several that may be meant, the one that fits best.
    static func best(of all: [Verdict]) -> Verdict? { all.min { $0.misfit < $1.misfit } }

    private var misfit: Int { faults.reduce(0) { $0 + ($1.why == Verdict.beyond ? 1 : 100) } }

    /// A request that is not described, and so none of what it carries.
    static func undescribed(_ asked: Asked, as request: String) -> Verdict {
        let fields = Set(asked.allNames).sorted().map { Fault(field: $0, why: "is not described") }
        return Verdict(request: request, faults: [Fault(field: nil, why: "is not described")] + fields)
    }
}

/// For a network of which nobody has published a description that a test could read: its list stands alone.
struct Nothing: Description {
    /// The list's names of requests, "GET /rest/posts/{urn}".
    let names: [String]

    func verdict(on asked: Asked) -> Verdict { .undescribed(asked, as: Template.name(of: asked, among: names)) }
}

/// Names of requests with holes: "GET /2/tweets/{id}".
enum Template {
    /// The name that fits with the fewest holes; the bare address when none does.
    static func name(of asked: Asked, among names: [String]) -> String {
        let plain = asked.method + " " + asked.path
        let fitting = names.filter { fits(plain, $0) }
        return fitting.min { holes($0) < holes($1) } ?? plain
    }

    private static func holes(_ name: String) -> Int { name.count { $0 == "{" } }

    private static func fits(_ plain: String, _ name: String) -> Bool {
        let (given, wanted) = (plain.split(separator: "/"), name.split(separator: "/"))
        return given.count == wanted.count && zip(given, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }
}
