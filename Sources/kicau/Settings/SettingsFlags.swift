import ArgumentParser
import Foundation
import KicauCore

/// The flags that several commands share.
struct SettingsFlags: ParsableArguments {
    @Option(help: "The folder that holds everything: database, pictures, key.")
    var data: String?

    @Option(help: "The port of the pages and the API.")
    var port: String?

    @Option(help: "The address to listen on; 0.0.0.0 for all.")
    var host: String?

    @Option(help: "How browsers reach this Kicau, such as https://kicau.example.org.")
    var baseURL: String?

    @Option(help: "A settings file with lines of `name = value`.")
    var config: String?

    func settings(over others: [Setting: String] = [:]) throws(Problem) -> Settings {
        var flags = others
        if let data { flags[.data] = data }
        if let port { flags[.port] = port }
        if let host { flags[.host] = host }
        if let baseURL { flags[.baseURL] = baseURL }
        let environment = ProcessInfo.processInfo.environment
        return try Settings(flags: flags, environment: environment, file: config ?? environment["KICAU_CONFIG"])
    }
}
