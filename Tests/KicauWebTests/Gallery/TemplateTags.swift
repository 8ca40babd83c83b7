import Foundation
import Mustache

@testable import KicauWeb

/// Walks a template beside its page, as the renderer does, and notes each name that is not there.
///
/// The renderer prints nothing for a misspelt name, and takes an outer value where an inner one is nil: faults both.
struct TagWalk {
    private enum Node {
        case name(String, isRaw: Bool)
        case section(String, isInverted: Bool, [Node])
        case partial(String)
        /// `{{<layout}}`, with its blocks by name.
        case parent(String, [String: [Node]])
        case block(String, [Node])
    }

    let templates: [String: String]
    private(set) var faults: Set<String> = []
    /// Sections with names in them, and those that were ever entered.
    private(set) var sections: Set<String> = []
    private(set) var entered: Set<String> = []

    init(templates: [String: String]) { self.templates = templates }

    mutating func walk(_ page: any Page) {
        visit(template: type(of: page).template, [page], blocks: [:])
    }

    private mutating func visit(template name: String, _ stack: [Any], blocks: [String: [Node]]) {
        guard let text = templates[name] else {
            faults.insert("\(name): no such template")
            return
        }
        var tags = TagWalk.tags(of: text)[...]
        visit(TagWalk.parse(&tags), in: name, stack, blocks)
    }

    private mutating func visit(_ nodes: [Node], in file: String, _ stack: [Any], _ blocks: [String: [Node]]) {
        for node in nodes {
            switch node {
            case .partial(let name): visit(template: name, stack, blocks: blocks)
            case .parent(let name, let own): visit(template: name, stack, blocks: own.merging(blocks) { $1 })
            case .block(let name, let standard): visit(blocks[name] ?? standard, in: file, stack, blocks)
            case .name(let name, let isRaw):
                let value = look(name, stack, file)
                if isRaw, let value, !(value is Html) { faults.insert("\(file): {{{\(name)}}} is no Html") }
            case .section(let name, let isInverted, let inside):
                section(name, isInverted, inside, in: file, stack, blocks)
            }
        }
    }

    private mutating func section(
        _ name: String, _ isInverted: Bool, _ inside: [Node], in file: String, _ stack: [Any],
        _ blocks: [String: [Node]]
    ) {
        let value = look(name, stack, file)
        let key = "\(file): {{\(isInverted ? "^" : "#")\(name)}}"
        sections.insert(key)
        let mirror = value.map { Mirror(reflecting: $0) }
        let items = mirror?.displayStyle == .collection ? mirror?.children.map(\.value) : nil
        let isShown: Bool
        if let items { isShown = !items.isEmpty } else { isShown = (value as? Bool) ?? (value != nil) }
        guard isShown != isInverted else { return }
        entered.insert(key)
        guard !isInverted, let value, !(value is Bool) else { return visit(inside, in: file, stack, blocks) }
        for item in items ?? [value] { visit(inside, in: file, stack + [item], blocks) }
    }

    /// The value of a name, looked up as the renderer does; nil is fine when the innermost that knows the name says so.
    private mutating func look(_ name: String, _ stack: [Any], _ file: String) -> Any? {
        if name == "." { return stack.last }
        let path = name.split(separator: ".").map(String.init)
        for (distance, object) in stack.reversed().enumerated() {
            guard let child = Mirror(reflecting: object).children.first(where: { $0.label == path[0] }) else {
                continue
            }
            if TagWalk.unwrapped(child.value) == nil,
                stack.dropLast(distance + 1).contains(where: { outer in
                    Mirror(reflecting: outer).children.contains { $0.label == path[0] }
                })
            {
                faults.insert("\(file): \(name) is nil inside and would take an outer value")
            }
            return follow(path.dropFirst(), from: child.value, name, file)
        }
        faults.insert("\(file): \(name) is not on the page")
        return nil
    }

    private mutating func follow(_ path: ArraySlice<String>, from value: Any, _ name: String, _ file: String) -> Any? {
        guard let value = TagWalk.unwrapped(value) else { return nil }
        guard let first = path.first else { return value }
        guard let child = Mirror(reflecting: value).children.first(where: { $0.label == first }) else {
            faults.insert("\(file): \(name) is not on the page")
            return nil
        }
        return follow(path.dropFirst(), from: child.value, name, file)
    }

    private static func unwrapped(_ value: Any) -> Any? {
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }

    // Reading.

    private static func tags(of text: String) -> [Substring] {
        text.matches(of: /\{\{\{[^}]*\}\}\}|\{\{[^}]*\}\}/).map(\.output)
    }

    private static func parse(_ tags: inout ArraySlice<Substring>) -> [Node] {
        var nodes: [Node] = []
        while let tag = tags.popFirst() {
            let isRaw = tag.hasPrefix("{{{")
            let inside = String(tag.drop { $0 == "{" }.prefix { $0 != "}" })
            let name = String(inside.dropFirst())
            switch inside.first {
            case "#": nodes.append(.section(name, isInverted: false, parse(&tags)))
            case "^": nodes.append(.section(name, isInverted: true, parse(&tags)))
            case ">": nodes.append(.partial(name))
            case "$": nodes.append(.block(name, parse(&tags)))
            case "<":
                let blocks = parse(&tags).compactMap { node -> (String, [Node])? in
                    guard case .block(let name, let inside) = node else { return nil }
                    return (name, inside)
                }
                nodes.append(.parent(name, Dictionary(blocks) { $1 }))
            case "/": return nodes
            default: nodes.append(.name(inside, isRaw: isRaw))
            }
        }
        return nodes
    }
}
