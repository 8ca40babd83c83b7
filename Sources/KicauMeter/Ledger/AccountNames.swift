import KicauCore

/// How another program calls the accounts: two of ours never get one name.
struct AccountNames: Sendable {
    private let names: [LedgerAccount: String]

    init(_ accounts: [LedgerAccount], name: (LedgerAccount) -> String) {
        var names: [LedgerAccount: String] = [:]
        var taken: Set<String> = []
        for account in accounts.sorted() {
            let wish = name(account)
            var given = wish
            var number = 2
            while !taken.insert(given).inserted {
                given = "\(wish)-\(number)"
                number += 1
            }
            names[account] = given
        }
        self.names = names
    }

    subscript(_ account: LedgerAccount) -> String { names[account] ?? account.name }

    /// Letters, digits, hyphens, dots and underscores; anything else could end the name or begin a comment.
    static func hledger(_ account: LedgerAccount) -> String {
        account.parts.map { part in
            String(part.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_.".contains($0) ? $0 : "_" })
        }.map { $0.isEmpty ? "_" : $0 }.joined(separator: ":")
    }

    /// "Liabilities:Owed:X": five families, and each part begins with a capital.
    static func beancount(_ account: LedgerAccount) -> String {
        var parts = account.parts
        let family: [String]
        switch account.family {
        case .expenses: (family, parts) = (["Expenses"], Array(parts.dropFirst()))
        case .owed: (family, parts) = (["Liabilities", "Owed"], Array(parts.dropFirst()))
        case .paid: (family, parts) = (["Equity", "Paid"], Array(parts.dropFirst()))
        case nil: family = ["Equity"]
        }
        return (family + parts.map(capitalised)).joined(separator: ":")
    }

    private static func capitalised(_ part: String) -> String {
        let words = part.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        guard !words.isEmpty else { return "Other" }
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
    }
}

/// Texts of people made safe for the files of other programs.
enum PlainWords {
    /// On one line, without what steers.
    static func line(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: " "
            default: scalar
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view).split(separator: " ").joined(separator: " ")
    }

    /// As hledger's description: a semicolon would begin a comment, a bar divides the payee.
    static func description(_ text: String) -> String {
        line(text).replacing(";", with: ",").replacing("|", with: "/")
    }

    /// As beancount's string.
    static func quoted(_ text: String) -> String {
        "\"" + line(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
