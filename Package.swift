// swift-tools-version: 6.2
import PackageDescription

/// Links the Swift runtime and Foundation (which Yams needs) into the executable alone.
///
/// A gate is started often and runs for a moment: loading fourteen shared libraries fewer halves its start (8 ms for
/// 14 ms, measured). The tests of the same build keep the shared runtime, for there is no static Swift Testing. The
/// libraries are named because objects that were compiled for the shared runtime do not ask for them.
let staticRuntime = [
    "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections",
    "-lswiftSynchronization", "-lswift_Builtin_float", "-lstdc++",
]

let package = Package(
    name: "mailproof",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Findings", targets: ["Findings"]),
        .library(name: "DNS", targets: ["DNS"]),
        .library(name: "MailMessage", targets: ["MailMessage"]),
        .library(name: "MailAuth", targets: ["MailAuth"]),
        .executable(name: "mailproof", targets: ["mailproof"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/stencilproject/Stencil", from: "0.15.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Ring 0: C libraries of the system.
        .systemLibrary(name: "CLDNS", pkgConfig: "ldns", providers: [.apt(["libldns-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),

        // Ring 1: values that every target above may import.
        .target(name: "Findings"),

        // Ring 2: one subject each; they do not know each other.
        .target(
            name: "DNS",
            dependencies: [
                "Findings", "CLDNS",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .target(name: "MailMessage", dependencies: ["Findings"]),
        .target(
            name: "MailTransport",
            dependencies: [
                "Findings", "CCurl",
                // SCRAM-SHA-256 (RFC 7677), which Debian's libcurl does not have.
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .target(name: "Scenarios", dependencies: ["Findings", "Yams"]),

        // Ring 3: what mail is judged by.
        .target(
            name: "MailAuth",
            dependencies: [
                "Findings", "DNS", "MailMessage", "CPSL",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "TemplateLint",
            dependencies: [
                "Findings", "MailMessage", "CGumbo",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Stencil", package: "Stencil"),
            ]
        ),
        .target(
            name: "Alerting",
            dependencies: [
                "Findings", "MailMessage", "MailTransport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),

        // Ring 4: the servers that we control and break.
        .target(
            name: "FaultLab",
            dependencies: [
                "Findings", "DNS", "MailMessage", "MailTransport", "MailAuth",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // Ring 5: kinds and sections, their execution, their reports.
        .target(
            name: "Checks",
            dependencies: [
                "Findings", "DNS", "MailMessage", "MailTransport", "Scenarios", "MailAuth", "TemplateLint",
                "Alerting", "FaultLab", .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "Runner",
            dependencies: [
                "Findings", "Scenarios", .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(name: "Reporting", dependencies: ["Findings"]),

        // Ring 6: options in, exit code out.
        .executableTarget(
            name: "mailproof",
            dependencies: [
                "Findings", "Scenarios", "Checks", "Runner", "Reporting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux], configuration: .release))]
        ),

        // What the benchmarks run beside their peers; no product, so that nobody gets it by default.
        .executableTarget(
            name: "dns-driver",
            dependencies: ["DNS", "MailAuth"],
            path: "ci/bench/dns-driver",
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux], configuration: .release))]
        ),

        .executableTarget(
            name: "dns-server-driver",
            dependencies: ["DNS", "FaultLab"],
            path: "ci/bench/dns-server-driver",
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux], configuration: .release))]
        ),

        .executableTarget(
            name: "send-driver",
            dependencies: ["MailTransport"],
            path: "ci/bench/send-driver",
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux], configuration: .release))]
        ),

        .executableTarget(
            name: "sink-driver",
            dependencies: ["DNS", "FaultLab"],
            path: "ci/bench/sink-driver",
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux], configuration: .release))]
        ),

        .executableTarget(
            name: "monitor-driver",
            dependencies: ["Alerting"],
            path: "ci/bench/monitor-driver",
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux], configuration: .release))]
        ),

        // Tests mirror the sources; Support holds what several of them need.
        .target(name: "Support", dependencies: ["Findings", "DNS"], path: "Tests/Support"),
        .testTarget(name: "FindingsTests", dependencies: ["Findings"]),
        .testTarget(name: "DNSTests", dependencies: ["DNS", "Findings", "Support", "CLDNS"]),
        .testTarget(name: "MailMessageTests", dependencies: ["MailMessage", "Findings", "Support"]),
        .testTarget(name: "MailTransportTests", dependencies: ["MailTransport", "MailMessage", "Findings", "Support"]),
        .testTarget(name: "ScenariosTests", dependencies: ["Scenarios", "Findings", "Support"]),
        .testTarget(name: "MailAuthTests", dependencies: ["MailAuth", "DNS", "MailMessage", "Findings", "Support"]),
        .testTarget(name: "TemplateLintTests", dependencies: ["TemplateLint", "MailMessage", "Findings", "Support"]),
        .testTarget(
            name: "AlertingTests", dependencies: ["Alerting", "MailMessage", "MailTransport", "Findings", "Support"]),
        .testTarget(
            name: "FaultLabTests",
            dependencies: ["FaultLab", "DNS", "MailMessage", "MailTransport", "MailAuth", "Findings", "Support"]
        ),
        .testTarget(
            name: "ChecksTests",
            dependencies: ["Checks", "Scenarios", "DNS", "MailAuth", "Alerting", "FaultLab", "Findings", "Support"]
        ),
        .testTarget(name: "RunnerTests", dependencies: ["Runner", "Scenarios", "Findings", "Support"]),
        .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Findings", "Support"]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["DNS", "MailAuth", "MailMessage", "Findings", "Support"]),
    ]
)

/// The targets that import a C library, and must say `unsafe` where they touch it.
let importersOfC: Set = ["DNS", "MailTransport", "MailAuth", "TemplateLint"]

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        // SE-0335: existential types are spelled with `any`.
        .enableUpcomingFeature("ExistentialAny"),
        // SE-0444: a member is visible only where its module is imported.
        .enableUpcomingFeature("MemberImportVisibility"),
        // SE-0409: an import is internal unless it says otherwise.
        .enableUpcomingFeature("InternalImportsByDefault"),
        // SE-0480: warnings are errors.
        .treatAllWarnings(as: .error),
    ]
    if importersOfC.contains(target.name) {
        // SE-0458: every use of an unsafe construct is marked.
        target.swiftSettings?.append(.strictMemorySafety())
    }
}
