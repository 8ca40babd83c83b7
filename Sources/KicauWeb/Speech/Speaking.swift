import Foundation
import KicauCore
import Mustache

/// The templates and wordings of every language, read once at the start.
struct Speaking: Sendable {
    let assets: Assets
    private let catalogues: [String: Catalogue]
    private let libraries: [String: MustacheLibrary]

    /// "en" first, then the others by their code.
    var languages: [String] {
        [Catalogue.english.language] + catalogues.keys.filter { $0 != Catalogue.english.language }.sorted()
    }

    /// The module's own resources, read once.
    static func loaded() throws -> Speaking { try once.get() }

    private static let once = Result { try read() }

    private static func read() throws -> Speaking {
        MustacheContentTypes.register(PageContent(), named: PageContent.name)
        let root = Bundle.module.bundleURL
        let templates = try texts(in: root.appending(path: "Templates"), ending: "mustache")
        var catalogues = [Catalogue.english.language: Catalogue.english]
        for (language, text) in try texts(in: root.appending(path: "Languages"), ending: "json") {
            let wordings = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
            catalogues[language] = Catalogue(language: language, wordings: wordings)
        }
        return Speaking(
            assets: try Assets(folder: root.appending(path: "Static")),
            catalogues: catalogues,
            libraries: try catalogues.mapValues { try library(templates, in: $0) }
        )
    }

    private static func library(_ templates: [String: String], in catalogue: Catalogue) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for (name, text) in templates {
            let worded = Wordings.put(catalogue.wording, into: text)
            do {
                try library.register(PageContent.pragma + worded, named: name)
            } catch {
                throw Problem(
                    .broken, "The template \(name) cannot be read.", do: "Report this.",
                    cause: String(describing: error))
            }
        }
        return library
    }

    private static func texts(in folder: URL, ending: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == ending {
            texts[file.deletingPathExtension().lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
        }
        return texts
    }

    func catalogue(_ language: String?) -> Catalogue? { language.flatMap { catalogues[$0] } }

    func render(_ page: some Page, in language: String) throws -> String {
        guard let library = libraries[language] ?? libraries[Catalogue.english.language],
            let html = library.render(Opened.value(page) ?? page, withTemplate: type(of: page).template)
        else {
            throw Problem(.broken, "This page has no template.", do: "Report this.", cause: type(of: page).template)
        }
        return html
    }
}

/// What a template prints. Its stored properties are the template's names.
protocol Page: Sendable {
    /// The file's name in Templates.
    static var template: String { get }
}

/// Escapes by scalars; the library's own escaping goes by characters and lets a quote with a combining mark through.
private struct PageContent: MustacheContentType {
    static let name = "PAGE"
    static let pragma = "{{% CONTENT_TYPE:PAGE}}"

    func escapeText(_ text: String) -> String { Html.escaped(text) }
}
