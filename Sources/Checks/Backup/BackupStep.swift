internal import Artifacts
internal import Files
internal import Model

/// Steps that look at backups: there, whole, readable to the end, restorable.
enum BackupStep: StepKind {
    static let name = "backup"
    static let summary = "a backup that is there, recent and readable to its end, with its metadata"
    static let checksByItself = true
    static let facts: Set<String> = [
        "level", "backups", "size", "age", "content_size", "tables", "entries", "keys", "timings.total",
    ]

    static let shape = MappingShape(
        "backup",
        ArtifactFiles.fields(file: "path", "the backup")
            + [
                Field(
                    "format", .choice(["auto"] + BackupFormat.allCases.map(\.rawValue)), default: "auto",
                    "the backup's format; compressed by gzip or not"),
                Field(
                    "level", .choice(BackupLevel.allCases.map(\.name)),
                    default: "read_to_end, or restored with restore",
                    "how much has to be known: exists, well_formed (both ends), read_to_end, restored"),
                Field("newest", .boolean, default: "true", "of the files of glob only the newest; false: all of them"),
                Field("max_age", .duration, "the backup is not older"),
                Field("min_size", .bytes, default: "1", "the backup's file is not smaller"),
                Field(
                    "metadata", .word,
                    "a JSON file beside the backup that lists its files, such as metadata.json"),
                Field(
                    "allow_secret_files", .boolean, default: "false",
                    "accepts files such as .env and *.key in an archive or in the metadata"),
                Field("max_content", .bytes, default: "256GiB", "the most that is read behind decompression"),
                Field("timeout", .duration, default: "10m", "for everything; what is not read by then is not known"),
                Field("restore", .mapping(BackupRestore.shape), "restores the backup into a scratch server"),
            ], exactlyOne: ["path", "glob"])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: "preflight/backup", fix: "make a backup that is as the suite asks")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let files = ArtifactFiles(reader, file: "path", context) else { return nil }
        let restore = node["restore"].map { BackupRestore($0, context) }
        let level = reader.word("level").flatMap(BackupLevel.init(name:))
        if level == .restored, restore == nil {
            context.diagnostics.error(
                at: node["level"]?.location, "'level: restored' needs a place to restore into",
                fix: "add restore: {url: …} for PostgreSQL, restore: {redis: true} for Redis")
            return nil
        }
        if let level, level != .restored, restore != nil {
            context.diagnostics.error(
                at: node["level"]?.location, "'restore' reaches a higher level than \(level.name)",
                fix: "remove level, or write level: restored")
            return nil
        }
        if let name = reader.word("metadata"), PathEscape.leaves(name) {
            context.diagnostics.error(
                at: node["metadata"]?.location, "'metadata' leads out of the backup's folder",
                fix: "name a file beside the backup")
            return nil
        }
        return BackupProbe(
            files: files, format: reader.word("format").flatMap(BackupFormat.init(rawValue:)),
            level: level ?? (restore == nil ? .readToEnd : .restored), onlyNewest: reader.bool("newest") ?? true,
            maxAge: reader.duration("max_age"), minSize: reader.bytes("min_size") ?? 1,
            metadata: reader.word("metadata"), allowsSecretFiles: reader.bool("allow_secret_files") ?? false,
            maxContent: reader.bytes("max_content") ?? 256 << 30,
            timeout: reader.duration("timeout") ?? .seconds(600), restore: restore, location: node.location)
    }
}
