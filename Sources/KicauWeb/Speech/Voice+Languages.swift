import Foundation

extension Voice {
    /// "Indonesian"; a language that has no name here is shown by its tag.
    func language(_ tag: String) -> String { Locale(identifier: language).localizedString(forIdentifier: tag) ?? tag }

    /// What captions are mostly written in, by name; programs may name any other.
    var usualLanguages: [(tag: String, name: String)] {
        Voice.usualTags.map { ($0, language($0)) }.sorted { $0.name < $1.name }
    }

    private static let usualTags = [
        "id", "en", "ms", "jv", "su", "fil", "th", "vi", "zh", "ja", "ko", "hi", "ta", "ar", "fa", "tr", "nl", "de",
        "fr", "es", "pt", "pt-BR", "it", "pl", "ru", "uk",
    ]
}
