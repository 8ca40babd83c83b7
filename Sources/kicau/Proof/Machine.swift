import Foundation

/// What a proof ran on, in a few words and without the machine's name.
enum Machine {
    static var words: String {
        let process = ProcessInfo.processInfo
        let memory = process.physicalMemory / 1_073_741_824
        return "\(system), \(process.activeProcessorCount) cores, \(memory) GB"
    }

    private static var system: String {
        var names = utsname()
        guard uname(&names) == 0 else { return ProcessInfo.processInfo.operatingSystemVersionString }
        return "\(text(of: &names.sysname)) \(text(of: &names.release)) \(text(of: &names.machine))"
    }

    private static func text<Field>(of field: inout Field) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
