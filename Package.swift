// swift-tools-version: 6.2
// The floors of Documentation/Architecture.md, kept by the compiler: a target sees only what stands here.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

extension Target {
    /// A module of the product.
    static func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: dependencies, swiftSettings: strict)
    }

    /// The tests of one module, beside `TestSupport`.
    static func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
        .testTarget(name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
    }

    /// A C library of the system, found through pkg-config.
    static func library(_ name: String, pkgConfig: String?, apt: String, brew: String) -> Target {
        .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
    }
}

// On Linux the headers are where every compiler looks, and a flag in hiredis.pc makes SwiftPM warn.
#if os(macOS)
    let hiredis: String? = "hiredis"
#else
    let hiredis: String? = nil
#endif

let package = Package(
    name: "gonogo",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "gonogo", targets: ["gonogo"]),
        .executable(name: "gonogo-target", targets: ["gonogo-target"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // Floor 0: headers and shims.
        .target(name: "CSystem"),
        .library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
        .library("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev", brew: "libxml2"),
        .library("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev", brew: "openssl@3"),
        .library("CNghttp2", pkgConfig: "libnghttp2", apt: "libnghttp2-dev", brew: "libnghttp2"),
        .library("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
        .library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
        .library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
        .library("CPostgres", pkgConfig: "libpq", apt: "libpq-dev", brew: "libpq"),
        .library("CHiredis", pkgConfig: hiredis, apt: "libhiredis-dev", brew: "hiredis"),

        // Floor 1: pure values and functions.
        .module("Model"),
        .module("Statistics"),
        .module("JSON"),
        .module("Threads"),

        // Floor 2: one capability each.
        .module("Load", ["CSystem", "COpenSSL", "CNghttp2", "CZlib"]),
        .module(
            "Transfer", ["CCurl", "COpenSSL", "CSystem", "CZlib", "CPostgres", "CHiredis", "Threads", "Model"]),
        .module("XML", ["CLibXML2"]),
        .module("YAML", ["CYAML", "Model"]),
        .module("Pattern", ["CPCRE2"]),
        // One edge between siblings: config files are YAML too. See Documentation/Decisions/0013-config-formats.md.
        .module("Configuration", ["Model", "JSON", "YAML"]),
        .module("Artifacts", ["Model", "JSON", "CZlib"]),
        .module("Files"),
        .module("Host"),

        // Floor 3: what gonogo is.
        .module(
            "Checks",
            [
                "Model", "Statistics", "JSON", "Load", "Transfer", "XML", "YAML", "Pattern", "Configuration",
                "Artifacts", "Files", "Host", "Threads", "CSystem",
            ]),
        .module("Harness", ["Model", "JSON", "YAML", "Files"]),
        .module("Reports", ["Model", "Files"]),

        // Floor 4: programs.
        .executableTarget(
            name: "gonogo",
            dependencies: [
                "Model", "JSON", "XML", "Files", "Pattern", "Threads", "Configuration", "Checks", "Harness", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "gonogo-target",
            dependencies: ["CSystem", "COpenSSL", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),

        // The engine alone, for Benchmarks/: a package of its own could not see `package` symbols.
        .executableTarget(
            name: "load-bench",
            dependencies: ["Load", "CSystem", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Benchmarks/LoadBench", swiftSettings: strict),

        // What hostile servers may send, for `make fuzz` and, in small, for the tests.
        .target(
            name: "LoadFuzzing", dependencies: ["Load"], path: "Tests/LoadFuzzing", swiftSettings: strict),
        .executableTarget(
            name: "load-fuzz",
            dependencies: [
                "LoadFuzzing", "CSystem", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/LoadFuzz", swiftSettings: strict),

        // Tests, one target a module.
        .target(
            name: "TestSupport", dependencies: ["CSystem", "Threads"], path: "Tests/TestSupport", swiftSettings: strict),
        .tests("Model", ["Model"]),
        .tests("Statistics", ["Statistics"]),
        .tests("JSON", ["JSON", "Pattern"]),
        .tests("Threads", ["Threads"]),
        .tests("Load", ["Load", "LoadFuzzing", "CSystem"]),
        .tests("Transfer", ["Transfer", "Model"]),
        .tests("XML", ["XML"]),
        .tests("YAML", ["YAML", "Model"]),
        .tests("Pattern", ["Pattern"]),
        .tests("Configuration", ["Configuration", "Model"]),
        .tests("Artifacts", ["Artifacts", "Model", "YAML"]),
        .tests("Files", ["Files"]),
        .tests("Host", ["Host"]),
        .tests("Checks", ["Checks", "Host", "Model", "JSON", "YAML", "Load"]),
        .tests("Harness", ["Harness", "Checks", "Load", "Model", "JSON"]),
        .tests("Reports", ["Reports", "Model", "Files"]),
        .tests("Gonogo", ["gonogo", "Model", "CSystem"]),
        // The programs themselves are run, so they have to be built before.
        .tests("EndToEnd", ["Threads", "gonogo", "gonogo-target"]),
    ]
)
