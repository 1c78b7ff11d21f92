import FoundationEssentials

/// The conformance cases that lie beside the package and are no part of it: `../shared/oracles`.
enum OracleFolder {
    static let path: String = {
        // This file is Tests/MailAuthTests/Oracles/OracleFolder.swift.
        var components = #filePath.split(separator: "/")
        components.removeLast(4)
        return "/" + components.dropLast().joined(separator: "/") + "/shared/oracles"
    }()

    /// What a test says where the folder is absent.
    static let absence = "the oracle cases (../shared/oracles) are not on this machine"

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: path)
    }

    static func bytes(_ file: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path + "/" + file).map { Array($0) }
    }

    static func text(_ file: String) -> String? {
        bytes(file).map { String(decoding: $0, as: UTF8.self) }
    }

    static func files(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
    }
}
