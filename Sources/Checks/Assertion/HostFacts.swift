internal import Model

/// What the kinds of step find out that look at this machine: names, units and a sentence each.
enum HostFacts {
    struct Entry: Sendable {
        var name: String
        var unit: FactUnit
        var summary: String
    }

    static let all: [Entry] = [
        Entry(
            name: "used", unit: .percent, summary: "the share in use: of processors, memory or disk, such as {lt: 80%}"),
        Entry(name: "steal", unit: .percent, summary: "the share of processor time that the hypervisor took away"),
        Entry(name: "load1", unit: .none, summary: "the load average of the last minute"),
        Entry(name: "load5", unit: .none, summary: "the load average of the last 5 minutes"),
        Entry(name: "load15", unit: .none, summary: "the load average of the last 15 minutes"),
        Entry(name: "cores", unit: .none, summary: "processors online, or fewer where a cgroup allows no more"),
        Entry(name: "total", unit: .size, summary: "all memory, or the size of the file system"),
        Entry(name: "available", unit: .size, summary: "memory that new programs could get without swapping"),
        Entry(name: "swap_used", unit: .percent, summary: "the share of the swap space in use; 0% where there is none"),
        Entry(name: "free", unit: .size, summary: "what programs without privileges can still write to the disk"),
        Entry(name: "inodes_used", unit: .percent, summary: "the share of the file system's inodes in use"),
        Entry(name: "mounted_on", unit: .none, summary: "where the file system of the path is mounted"),
        Entry(name: "active", unit: .none, summary: "whether the service is up"),
        Entry(name: "state", unit: .none, summary: "the service's state, such as active, inactive or failed"),
        Entry(name: "substate", unit: .none, summary: "systemd's finer state, such as running, exited or auto-restart"),
        Entry(name: "manager", unit: .none, summary: "how it was found out: systemd, launchd or process"),
        Entry(name: "restarts", unit: .none, summary: "how often systemd has started it again by itself"),
        Entry(
            name: "unit_file", unit: .none, summary: "whether systemd starts it at boot: enabled, disabled, static …"),
        Entry(name: "processes", unit: .none, summary: "how many processes there are"),
        Entry(name: "oldest", unit: .age, summary: "since when the oldest process runs, such as {gt: 1h}"),
        Entry(name: "youngest", unit: .age, summary: "since when the youngest process runs"),
        Entry(name: "rss", unit: .size, summary: "the memory that the processes have in use together"),
        Entry(name: "descriptors", unit: .none, summary: "the most descriptors that one of the processes has open"),
        Entry(name: "present", unit: .none, summary: "whether the file is there"),
        Entry(
            name: "file_type", unit: .none,
            summary: "file, directory, symlink, pipe, socket, device or other; a link counts as what it leads to"),
        Entry(name: "mode", unit: .mode, summary: "the permissions in four octal digits, in quotes: \"0600\""),
        Entry(name: "owner", unit: .none, summary: "the name of the file's user, or the number where it has none"),
        Entry(name: "group", unit: .none, summary: "the name of the file's group, or the number where it has none"),
        Entry(name: "size", unit: .size, summary: "the file's size"),
        Entry(name: "age", unit: .age, summary: "since the last change of the file's contents, such as {lt: 24h}"),
        Entry(name: "link_target", unit: .none, summary: "where a symbolic link points to, as it is written in it"),
        Entry(
            name: "inside", unit: .none, summary: "whether the file is in the project's folder once links are followed"),
        Entry(name: "set", unit: .none, summary: "whether the environment variable is set"),
        Entry(name: "value", unit: .none, summary: "the environment variable's value"),
    ]

    static let units = Dictionary(all.map { ($0.name, $0.unit) }) { first, _ in first }
}
