import Host
import Testing

@Suite("Services")
struct ServiceTests {
    private static func show(
        load: String = "loaded", active: String = "active", sub: String = "running", more: String = ""
    ) -> [UInt8] {
        Array(
            "LoadState=\(load)\nActiveState=\(active)\nSubState=\(sub)\nNRestarts=3\nUnitFileState=enabled\n\(more)"
                .utf8)
    }

    @Test("what systemd shows of a unit")
    func sample() throws {
        let unit = try SystemdUnit(show: Self.show())
        #expect(unit.isActive && unit.substate == "running" && unit.restarts == 3 && unit.file == "enabled")
    }

    @Test(
        "only a unit that is loaded and active is up",
        arguments: [
            ("loaded", "inactive"), ("loaded", "failed"), ("loaded", "activating"), ("loaded", "deactivating"),
            ("loaded", "reloading"), ("not-found", "inactive"), ("masked", "active"), ("error", "active"),
        ])
    func notUp(load: String, active: String) throws {
        #expect(try !SystemdUnit(show: Self.show(load: load, active: active)).isActive)
    }

    @Test("an old systemd doesn't count restarts")
    func noRestarts() throws {
        let unit = try SystemdUnit(
            show: Array("LoadState=loaded\nActiveState=active\nSubState=exited\nUnitFileState=\n".utf8))
        #expect(unit.restarts == nil && unit.file == nil && unit.isActive)
    }

    @Test(
        "what is no unit is refused",
        arguments: [
            [], Array("ActiveState=active\n".utf8), show(active: ""), show(more: "\nLoadState=loaded\n"),
            Array("System has not been booted with systemd as init system\n".utf8),
        ])
    func malformed(output: [UInt8]) { #expect(throws: HostError.self) { try SystemdUnit(show: output) } }

    @Test(
        "a name is one unit's, or nothing",
        arguments: [
            ("nginx", "nginx.service"), ("nginx.service", "nginx.service"),
            ("postgresql@16-main", "postgresql@16-main.service"),
            ("docker.socket", "docker.socket"), ("com.apple.cron", "com.apple.cron.service"), ("nginx*", nil),
            ("-a", nil),
            ("--host=evil", nil), ("", nil), ("a b", nil), ("a;b", nil), ("a/b", nil), ("ngïnx", nil), ("[a]", nil),
            ("..", nil),
        ] as [(String, String?)])
    func names(name: String, unit: String?) { #expect(SystemdUnit.unitName(name) == unit) }

    @Test("launchd's own state counts, not that of what is further in")
    func launchd() throws {
        let output =
            "system/com.apple.cron = {\n\tactive count = 1\n\tstate = not running\n\n\tendpoints = {\n\t\tstate = running\n\t}\n}\n"
        let service = try LaunchdService(print: Array(output.utf8))
        #expect(service.state == "not running" && !service.isActive)
        #expect(try LaunchdService(print: Array("x = {\n\tstate = running\n}\n".utf8)).isActive)
        #expect(throws: HostError.self) { try LaunchdService(print: Array("x = {\n\t\tstate = running\n}".utf8)) }
    }
}
